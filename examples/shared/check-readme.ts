import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CodeBlock, codeBlocks } from '../../scripts/lib/code-block.ts'
import { run } from '../../scripts/lib/run.ts'
import { type Drawing, diagramOn, drawings, isSameDrawing } from './drawings.ts'
import type { Example } from './example.ts'

const COMMAND = /^npm run example -- (.+)$/
const TIMEOUT = 120_000

interface Claim {
  readonly at: string
  readonly args: readonly string[]
  readonly output: string
}

/** What differs from run to run: times, ratios, counts that depend on them, and the numbers that the operating system gives. */
export function mask(output: string): string {
  return output
    .replaceAll(
      /\d[\d.,]*(?= (ms|times|done|refused|instead|cores busy|for each core|pages a second|again|heard|missed))/g,
      '#',
    )
    .replaceAll(/(process|thread) \d+/g, '$1 #')
    .replaceAll(/(node [a-z]+)-\d+/g, '$1-#')
    .replaceAll(/ +/g, ' ')
    .trim()
}

/** The commands in a README of which the block that follows says what they print. */
export function claims(page: string, markdown: string): Claim[] {
  const blocks = codeBlocks(markdown)
  return blocks.flatMap((block, index) => {
    const args = argsOf(block)
    const next = blocks[index + 1]
    if (args === undefined || next?.info !== 'text') return []
    return [{ at: `${page}:${block.line}`, args, output: next.code }]
  })
}

function argsOf({ info, code }: CodeBlock): string[] | undefined {
  return info === 'sh' ? COMMAND.exec(code.trim())?.[1]?.split(' ') : undefined
}

/** What a page says, and what is true. */
interface Difference {
  readonly at: string
  readonly said: string
  readonly truth: string
}

/**
 * Runs each command in the examples' READMEs and compares what it prints, and what it draws, with what the README says; and looks
 * whether each example shows what it claims.
 *
 * @param writes whether what differs is put right instead
 * @throws with all that differs
 */
export async function checkReadmes(examples: readonly Example[], writes: boolean): Promise<void> {
  const wrong: string[] = []
  for (const { name, quick } of examples) {
    const page = `examples/${name}/README.md`
    const text = await readFile(page, 'utf8')
    const made = claims(page, text)
    if (made.length === 0) wrong.push(`${page} does not say what its example prints`)
    const differences: Difference[] = []
    const note = (args: readonly string[], difference: Difference | undefined): void => {
      console.log(`${difference === undefined ? 'as said ' : 'DIFFERS'}  ${args.join(' ')}`)
      if (difference !== undefined) differences.push(difference)
    }
    for (const claim of made) note(claim.args, await differenceOf(claim))
    for (const drawing of drawings(page, text)) note([...drawing.args, '--trace'], await redraw(drawing))
    if (writes && differences.length > 0) await writeFile(page, corrected(text, differences))
    else wrong.push(...differences.map(sentenceOf))
    wrong.push(...(await brokenClaims(name, quick)))
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n\n'))
}

function sentenceOf({ at, said, truth }: Difference): string {
  return `${at} says\n\n${said.trim()}\n\nand it is\n\n${truth.trim()}`
}

function corrected(text: string, differences: readonly Difference[]): string {
  return differences.reduce((page, { said, truth }) => page.replace(said.trim(), () => truth.trim()), text)
}

async function play(args: readonly string[]): Promise<string> {
  return await run(process.execPath, [...process.execArgv, 'examples/run.ts', ...args], { timeout: TIMEOUT })
}

async function differenceOf({ at, args, output }: Claim): Promise<Difference | undefined> {
  const printed = await play(args)
  return mask(printed) === mask(output) ? undefined : { at, said: output, truth: printed }
}

async function redraw(drawing: Drawing): Promise<Difference | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'drawing-'))
  try {
    const file = join(folder, 'run.md')
    await play([...drawing.args, '--trace', file])
    const truth = diagramOn(await readFile(file, 'utf8'), drawing.number)
    return isSameDrawing(drawing, truth) ? undefined : { at: drawing.at, said: drawing.diagram, truth }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What an example claims to show and has not shown, in a short run. */
async function brokenClaims(name: string, quick: readonly string[]): Promise<string[]> {
  const printed = await play([name, ...quick, '--json'])
  const broken = unkept(JSON.parse(printed))
  console.log(`${broken.length === 0 ? 'shown   ' : 'NOT SHOWN'}  ${name}`)
  return broken.map((claim) => `${name} has not shown ${claim}: ${printed.trim()}`)
}

/** The claims in what an example prints as JSON that do not hold. */
export function unkept(printed: unknown): string[] {
  if (typeof printed !== 'object' || printed === null || !('claims' in printed)) return ['any claim']
  const { claims: made } = printed
  return Object.entries(typeof made === 'object' && made !== null ? made : {}).flatMap(([claim, holds]) =>
    holds === true ? [] : [claim],
  )
}
