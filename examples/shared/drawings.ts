import { codeBlocks } from '../../scripts/lib/code-block.ts'

/**
 * How much of a diagram has to be the same in another run: every line; or, `loosely`, what is said and between whom, in any order; or,
 * where that depends on how busy the machine is or on what is under way when something breaks, what was said `once` is at least heard of again.
 */
export type Rigour = 'exactly' | 'loosely' | 'once'

/** A diagram in a README, and the command that draws it. */
export interface Drawing {
  readonly at: string
  readonly args: readonly string[]
  /** Which of the diagrams of that run: an example may start several systems. */
  readonly number: number
  readonly rigour: Rigour
  readonly diagram: string
}

const DRAWN = /^<!-- drawn(?:, diagram (\d+))?(?:, (loosely|once))?: (.+) -->$/

/** The diagrams of a page that are drawn by a command; it stands in a comment right above. */
export function drawings(page: string, markdown: string): Drawing[] {
  const lines = markdown.split('\n')
  return codeBlocks(markdown).flatMap(({ info, line, code }) => {
    const [, number = '1', rigour = 'exactly', command = ''] = DRAWN.exec(lines[line - 2] ?? '') ?? []
    if (info !== 'mermaid' || command === '') return []
    const place = { at: `${page}:${line}`, number: Number(number), diagram: code }
    return [{ ...place, args: command.split(' '), rigour: isRigour(rigour) ? rigour : 'exactly' }]
  })
}

/** The diagram of that number on a page that `--trace` has written. */
export function diagramOn(page: string, number: number): string {
  const diagrams = codeBlocks(page).filter(({ info }) => info === 'mermaid')
  return diagrams[number - 1]?.code ?? ''
}

/** Whether a diagram says what another one says. */
export function isSameDrawing({ diagram, rigour }: Drawing, other: string): boolean {
  if (rigour === 'exactly') return withoutNumbers(diagram).trim() === withoutNumbers(other).trim()
  if (rigour === 'loosely') return statements(diagram).join('\n') === statements(other).join('\n')
  const heard = names(other)
  return [...names(diagram)].every((name) => heard.has(name))
}

function isRigour(word: string): word is Rigour {
  return word === 'exactly' || word === 'loosely' || word === 'once'
}

/** The messages of a diagram, and the first words of its notes. */
function names(diagram: string): Set<string> {
  return new Set(
    Array.from(
      withoutNumbers(diagram).matchAll(/^ *(?:p\d+-|Note).*?: (\w+(?: \w+)?)/gm),
      ([, name = '']) => name,
    ),
  )
}

/** What the host gives differs from run to run, and so does how much of what follows is shown. */
function withoutNumbers(diagram: string): string {
  return diagram.replaceAll(/\b(process|ms): .*/g, '$1: #').replaceAll(/(127\.0\.0\.1):\d+/g, '$1:#')
}

/** What a diagram says, once each, in whatever order and however often it says it. */
function statements(diagram: string): string[] {
  const names = Array.from(diagram.matchAll(/ as (.*)/g), ([, name = '']) => name)
  const said = withoutNumbers(diagram)
    .split('\n')
    .filter((line) => /^ *(p\d+[-]|Note)/.test(line))
    .map((line) =>
      line
        .replaceAll(/\bp(\d+)(?=[-:)x,])/g, (_, index) => names[Number(index)] ?? '?')
        .replace(/(, …)?( × [\d,]+)?$/, '')
        // Where it is cut short depends on how long the numbers in it are.
        .replace(/\(.*…\)$/, '(…)')
        .replaceAll(/\d[\d.,]*/g, '#')
        .trim(),
    )
  return [...new Set(said)].sort()
}
