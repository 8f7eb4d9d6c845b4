// Contestants beside each other:
//   npm run bench -- [P1 tell-number savina …] [--quick | --smoke] [--json] [--seed 7]
// Names of groups, or how they begin, and ids of targets choose what is run; unless one does, all is.
import { mkdir, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { groups } from './groups.ts'
import { buildArms } from './harness/build.ts'
import { buildPackages } from './harness/built-packages.ts'
import { choose } from './harness/choose.ts'
import type { GroupResult } from './harness/group-result.ts'
import { judge } from './harness/judge.ts'
import { describeMachine } from './harness/machine.ts'
import { type PaceName, paces } from './harness/paces.ts'
import { entrantsOf, playGroup } from './harness/play-group.ts'
import { describeGroup, describeTargets } from './harness/print.ts'
import { RandomSource } from './harness/random-source.ts'
import type { Results } from './harness/results.ts'
import { targets } from './harness/target.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const { values: options, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: {
    smoke: { type: 'boolean' },
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    seed: { type: 'string', default: '1' },
  },
})

async function playAll(
  pace: PaceName,
  seed: number,
  keep: (played: readonly GroupResult[]) => Promise<void>,
): Promise<void> {
  buildPackages(root)
  const build = await buildArms(join(root, 'bench/.build'))
  const random = new RandomSource(seed)
  const all = choose(groups, filters)
  const results: GroupResult[] = []
  for (const [index, group] of all.entries()) {
    const start = performance.now()
    const report = (done: string): void => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${group.id}: ${done}`)
    }
    const result = await playGroup(group, entrantsOf(group, paces[pace], build), paces[pace], random, report)
    report('')
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.error(`\r${index + 1} of ${all.length}, ${seconds} s. ${describeGroup(result)}\n`)
    results.push(result)
    await keep(results)
  }
}

/** As much as is of use later: six digits, and of a failure what it says, but not where it was. */
function brief(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isInteger(value)) return Number(value.toPrecision(6))
  return key === 'failed' && typeof value === 'string' ? value.split('\n')[0]?.replaceAll(root, '') : value
}

// However it ends, what it started ends with it.
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))
const load = loadavg()[0] ?? Number.NaN
const pace = options.smoke ? 'smoke' : options.quick ? 'quick' : 'full'
const seed = Number(options.seed)
const at = new Date().toISOString()
const machine = describeMachine(root, load)
const folder = join(root, 'bench/results')
const file = join(folder, `${at.replaceAll(':', '-').slice(0, 19)}-${pace}.json`)

function resultsOf(played: readonly GroupResult[]): Results {
  const verdicts = targets.flatMap((target) => judge(target, played) ?? [])
  return { at, pace, seed, machine, targets: verdicts, groups: played }
}

/** After each group: whatever becomes of the others, what was measured is kept. */
async function keep(played: readonly GroupResult[]): Promise<void> {
  results = resultsOf(played)
  if (pace !== 'smoke') await writeFile(file, `${JSON.stringify(results, brief)}\n`)
}

let results = resultsOf([])
await mkdir(folder, { recursive: true })
const start = performance.now()
await playAll(pace, seed, keep)
if (options.json) console.log(JSON.stringify({ ...results, groups: undefined }))
else console.log(describeTargets(results.targets))
const minutes = ((performance.now() - start) / 60_000).toFixed(1)
console.error(`${minutes} minutes${pace === 'smoke' ? '' : `, written to ${file}`}`)
if (results.groups.some(({ arms }) => arms.some(({ failed }) => failed !== undefined))) process.exitCode = 1
