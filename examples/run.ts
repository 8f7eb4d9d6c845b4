// npm run example -- <name> [options]

import { bank } from './bank/main.ts'
import { chat } from './chat/main.ts'
import { crawler } from './crawler/main.ts'
import { downloads } from './downloads/main.ts'
import { homework } from './homework/main.ts'
import { multicore } from './multicore/main.ts'
import { parallelSum } from './parallel-sum/main.ts'
import { pingPong } from './ping-pong/main.ts'
import { checkReadmes } from './shared/check-readme.ts'
import { chooseExample, listExamples } from './shared/choose.ts'
import type { Example } from './shared/example.ts'
import { explainOptions, UsageError } from './shared/options.ts'
import { tools } from './tools/main.ts'

const examples: readonly Example[] = [
  pingPong,
  parallelSum,
  bank,
  downloads,
  multicore,
  homework,
  crawler,
  tools,
  chat,
]

const usage = `Usage: npm run example -- <name> [options]
       npm run example                 choose one
       npm run example -- <name> --help
       npm run example -- all          run all of them, each in a second or so
       npm run example -- --check      compare what they print and draw with what their READMEs say
       npm run example -- --check --write    put right what their READMEs say

Examples:
${listExamples(examples)}`

function usageOf({ name, summary, options }: Example): string {
  return `Usage: npm run example -- ${name} [options]\n\n${summary}\n\nOptions:\n${explainOptions(options)}`
}

async function main(args: readonly string[]): Promise<void> {
  const [name, ...rest] = args
  if (name === undefined) await offer()
  else if (isHelp(name)) console.log(usage)
  else if (name === 'all') await runAll(rest)
  else if (name === '--check') await check(rest)
  else await runNamed(name, rest)
}

function isHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h'
}

/** Asks a person which one; nobody is asked who cannot answer. */
async function offer(): Promise<void> {
  if (!(process.stdin.isTTY && process.stdout.isTTY)) {
    console.log(usage)
    return
  }
  const chosen = await chooseExample(examples)
  if (chosen === undefined) throw new UsageError('There is no such example.')
  await chosen.run([])
}

async function runAll(args: readonly string[]): Promise<void> {
  for (const example of examples) {
    console.log(`\n── ${example.name} ${'─'.repeat(70 - example.name.length)}\n`)
    await runExample(example, [...example.quick, ...args])
  }
}

async function check(args: readonly string[]): Promise<void> {
  const [first, ...rest] = args
  if ((first !== undefined && first !== '--write') || rest.length > 0)
    throw new UsageError(`--check goes with --write alone.\n\n${usage}`)
  await checkReadmes(examples, first === '--write')
}

async function runNamed(name: string, args: readonly string[]): Promise<void> {
  const example = examples.find((each) => each.name === name)
  if (example === undefined) throw new UsageError(`There is no example ${name}.\n\n${usage}`)
  if (args.some(isHelp)) console.log(usageOf(example))
  else await runExample(example, args)
}

async function runExample(example: Example, args: readonly string[]): Promise<void> {
  try {
    await example.run(args)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`${error.message}\n\n${usageOf(example)}`)
  }
}

// Whoever reads may have seen enough: `npm run example -- ping-pong | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

try {
  await main(process.argv.slice(2))
} catch (error) {
  const isUsage = error instanceof UsageError
  console.error(isUsage ? error.message : error)
  process.exitCode = isUsage ? 2 : 1
}
