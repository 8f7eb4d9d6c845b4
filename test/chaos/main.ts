// npm run chaos -- [--minutes N] [--seed S] [--json]
//
// Actors on threads and processes talk, ask, watch and move money while their nodes are ended in all the ways that there
// are, and then everything has to add up. A process of its own does so; this one looks whether it ends, and what it leaves.
// Then a second one is killed in the middle of that, and must leave nothing either.
import { fork } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle } from './bundle.ts'
import { comesTrue } from './patience.ts'
import { processesWith } from './process-table.ts'
import { inLines, type Report } from './report.ts'

/** What a run may take beside its storm: until all has settled, and all waits have been given up. */
const SETTLE_MS = 120_000
/** How long a program works until it is killed. */
const WORK_MS = 3_000
/** A program that has nothing left to do ends by itself. */
const END_MS = 5_000

const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const seed = given.seed === undefined ? Date.now() % 2 ** 31 : Number(given.seed)
const minutes = Number(given.minutes)
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error('Usage: npm run chaos -- [--minutes N] [--seed S] [--json]')
  process.exit(2)
}

function isReport(message: unknown): message is Report {
  return typeof message === 'object' && message !== null && 'violations' in message
}

/** Runs it, and returns what it says, or why it says nothing. */
function run(folder: string): Promise<Report | string> {
  const settings = JSON.stringify({ seed, seconds: minutes * 60 })
  const child = fork(join(folder, 'run.js'), [settings], { execArgv: [] })
  return new Promise((resolve) => {
    let outcome: Report | string = 'the run ended without a report'
    const kill = (): void => {
      const words = 'the run did not end by itself'
      outcome =
        typeof outcome === 'string'
          ? words
          : {
              ...outcome,
              violations: [...outcome.violations, words],
              violationCount: outcome.violationCount + 1,
            }
      child.kill('SIGKILL')
    }
    let alarm = setTimeout(kill, minutes * 60_000 + SETTLE_MS)
    child.on('message', (message) => {
      if (!isReport(message)) return
      outcome = message
      clearTimeout(alarm)
      alarm = setTimeout(kill, END_MS)
    })
    child.on('close', () => {
      clearTimeout(alarm)
      resolve(outcome)
    })
  })
}

/** Kills a program in the middle of its work, which it cannot see to, and resolves when it is gone. */
function cutShort(folder: string): Promise<void> {
  const settings = JSON.stringify({ seed: seed + 1, seconds: 600 })
  const child = fork(join(folder, 'run.js'), [settings], { execArgv: [] })
  const alarm = setTimeout(() => child.kill('SIGKILL'), SETTLE_MS)
  child.once('message', () => setTimeout(() => child.kill('SIGKILL'), WORK_MS))
  return new Promise((resolve) => {
    child.on('close', () => {
      clearTimeout(alarm)
      resolve()
    })
  })
}

/** Looks whether all processes of a program that has ended come to their ends by themselves, and ends those that do not. */
async function leavesNone(folder: string): Promise<boolean> {
  // A process that was stopped cannot end before it is let go on.
  for (const pid of await processesWith(folder)) process.kill(pid, 'SIGCONT')
  const leavesNone = await comesTrue(END_MS, async () => (await processesWith(folder)).length === 0)
  for (const pid of await processesWith(folder)) process.kill(pid, 'SIGKILL')
  return leavesNone
}

function violated(words: string): void {
  console.error(`VIOLATED: ${words}; --seed ${seed}`)
  process.exitCode = 1
}

const folder = await mkdtemp(join(tmpdir(), 'troupe-chaos-'))
try {
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await bundle(folder)
  const outcome = await run(folder)
  if (typeof outcome === 'string') violated(outcome)
  else {
    console.log(given.json ? JSON.stringify(outcome, undefined, 2) : inLines(outcome))
    if (outcome.violationCount > 0) process.exitCode = 1
  }
  if (!(await leavesNone(folder))) violated('processes were left when the run had ended')
  await cutShort(folder)
  if (!(await leavesNone(folder))) violated('processes were left when a program had been killed')
} finally {
  await rm(folder, { recursive: true })
}
