import { codeBlocks } from '../../scripts/lib/code-block.ts'

/** A diagram in a README, and the command that draws it. */
export interface Drawing {
  readonly at: string
  readonly args: readonly string[]
  /** Which of the diagrams of that run: an example may start several systems. */
  readonly number: number
  /** Whether the run is not the same each time: then only what is said in the diagram has to be. */
  readonly isLoose: boolean
  readonly diagram: string
}

const DRAWN = /^<!-- drawn(?:, diagram (\d+))?(, loosely)?: (.+) -->$/

/** The diagrams of a page that are drawn by a command; it stands in a comment right above. */
export function drawings(page: string, markdown: string): Drawing[] {
  const lines = markdown.split('\n')
  return codeBlocks(markdown).flatMap(({ info, line, code }) => {
    const [, number = '1', loosely, command = ''] = DRAWN.exec(lines[line - 2] ?? '') ?? []
    if (info !== 'mermaid' || command === '') return []
    const args = command.split(' ')
    return [
      { at: `${page}:${line}`, args, number: Number(number), isLoose: loosely !== undefined, diagram: code },
    ]
  })
}

/** The diagram of that number on a page that `--trace` has written. */
export function diagramOn(page: string, number: number): string {
  const diagrams = codeBlocks(page).filter(({ info }) => info === 'mermaid')
  return diagrams[number - 1]?.code ?? ''
}

/** Whether a diagram says what another one says. */
export function isSameDrawing({ diagram, isLoose }: Drawing, other: string): boolean {
  if (!isLoose) return withoutNumbers(diagram).trim() === withoutNumbers(other).trim()
  return statements(diagram).join('\n') === statements(other).join('\n')
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
        .replaceAll(/\d[\d.,]*/g, '#')
        .trim(),
    )
  return [...new Set(said)].sort()
}
