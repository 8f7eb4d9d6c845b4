import { readFile } from 'node:fs/promises'
import { type CodeBlock, codeBlocks } from '../../scripts/lib/code-block.ts'
import { run } from '../../scripts/lib/run.ts'

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

/**
 * Runs each command in the examples' READMEs and compares what it prints with what the README says.
 *
 * @throws with all that differs
 */
export async function checkReadmes(names: readonly string[]): Promise<void> {
  const wrong: string[] = []
  for (const name of names) {
    const page = `examples/${name}/README.md`
    const made = claims(page, await readFile(page, 'utf8'))
    if (made.length === 0) wrong.push(`${page} does not say what its example prints`)
    for (const claim of made) {
      const difference = await differenceOf(claim)
      console.log(`${difference === undefined ? 'as said ' : 'DIFFERS'}  ${claim.args.join(' ')}`)
      if (difference !== undefined) wrong.push(difference)
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n\n'))
}

async function differenceOf({ at, args, output }: Claim): Promise<string | undefined> {
  const program = [...process.execArgv, 'examples/run.ts', ...args]
  const printed = await run(process.execPath, program, { timeout: TIMEOUT })
  if (mask(printed) === mask(output)) return undefined
  return `${at} says that it prints\n\n${output.trim()}\n\nand it prints\n\n${printed.trim()}`
}
