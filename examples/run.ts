// npm run example -- <name> [options]

import { bank } from './bank/main.ts'
import { downloads } from './downloads/main.ts'
import { parallelSum } from './parallel-sum/main.ts'
import { pingPong } from './ping-pong/main.ts'
import { checkReadmes } from './shared/check-readme.ts'
import type { Example } from './shared/example.ts'
import { explainOptions, UsageError } from './shared/options.ts'

const examples: readonly Example[] = [pingPong, parallelSum, bank, downloads]

const usage = `Usage: npm run example -- <name> [options]
       npm run example -- <name> --help
       npm run example -- --all      run all of them, and compare what they print with what their READMEs say

Examples:
${examples.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`).join('\n')}`

function usageOf({ name, summary, options }: Example): string {
  return `Usage: npm run example -- ${name} [options]\n\n${summary}\n\nOptions:\n${explainOptions(options)}`
}

async function main([name = '--help', ...args]: readonly string[]): Promise<void> {
  if (name === '--help' || name === '-h') {
    console.log(usage)
    return
  }
  if (name === '--all') {
    if (args.length > 0) throw new UsageError(`--all stands alone.\n\n${usage}`)
    await checkReadmes(examples.map((each) => each.name))
    return
  }
  const example = examples.find((each) => each.name === name)
  if (example === undefined) throw new UsageError(`There is no example ${name}.\n\n${usage}`)
  if (args.includes('--help') || args.includes('-h')) console.log(usageOf(example))
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
