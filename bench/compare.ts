// Two versions beside each other: npm run bench:compare -- <git ref> [P4 thread-tell …] [--quick | --smoke]
// The arms are this version's; Troupe is this version's in one half of the processes and the other's in the rest.
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { groups } from './groups.ts'
import { buildArms } from './harness/build.ts'
import { buildPackages } from './harness/built-packages.ts'
import { choose } from './harness/choose.ts'
import type { Group } from './harness/group.ts'
import { again, type GroupResult, valuesOf } from './harness/group-result.ts'
import { paces } from './harness/paces.ts'
import { type Entrant, playGroup } from './harness/play-group.ts'
import { ranged } from './harness/print.ts'
import { RandomSource } from './harness/random-source.ts'
import { holdsOne, ratioOf } from './harness/ratio.ts'
import { WorkingCopy } from './harness/working-copy.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    smoke: { type: 'boolean' },
    quick: { type: 'boolean' },
    seed: { type: 'string', default: '1' },
  },
})
const [ref, ...filters] = positionals
if (ref === undefined) throw new Error('Say which version to compare with: npm run bench:compare -- main~10')

const pace = paces[options.smoke ? 'smoke' : options.quick ? 'quick' : 'full']
/** With fewer, the interval of a median says nothing. */
const LEAST_ROUNDS = 5
const isOurs = ({ name }: { readonly name: string }): boolean => name.startsWith('troupe')

/** What came of one arm in both versions, and of this version against itself. */
function describe(group: GroupResult, name: string): string {
  const before = `${name}, ${ref}`
  const ratio = ratioOf(valuesOf(group, name), valuesOf(group, before))
  if (ratio === undefined) {
    const reasons = group.arms.flatMap((arm) => arm.missing ?? arm.failed ?? [])
    return `${name}: not measured. ${reasons.join('\n')}`
  }
  const better = group.better === 'more' ? ratio.value > 1 : ratio.value < 1
  const rounds = valuesOf(group, before).length
  if (rounds < LEAST_ROUNDS) return `ran in both; ${rounds} rounds are too few to compare`
  const verdict = holdsOne(ratio) ? 'no difference to be seen' : better ? 'BETTER' : 'WORSE'
  const self = ratioOf(valuesOf(group, name), valuesOf(group, again(name)))
  const doubt = self && !holdsOne(self) ? ', which is not 1: mind the other' : ''
  return `${ranged(ratio)} times ${group.unit} of ${ref}: ${verdict}${self ? ` (A/A ${ranged(self)}${doubt})` : ''}`
}

process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))
const chosen = choose(groups, filters)
console.error(`load ${loadavg()[0]?.toFixed(2)}; building ${ref}`)
buildPackages(root)
const copy = WorkingCopy.of(ref, root)
try {
  const [here, there] = [
    await buildArms(join(root, 'bench/.build')),
    await buildArms(join(copy.folder, 'bench-of-the-other')),
  ]
  const random = new RandomSource(Number(options.seed))
  for (const group of chosen) {
    for (const at of group.arms.filter(isOurs)) {
      const entrants: Entrant[] = [
        { name: at.name, at, build: here },
        { name: `${at.name}, ${ref}`, at, build: there },
        ...(pace.twice ? [{ name: again(at.name), at, build: here }] : []),
      ]
      const alone: Group = { ...group, arms: [at] }
      const result = await playGroup(alone, entrants, pace, random, () => {})
      console.log(`${group.id}, ${at.name}: ${describe(result, at.name)}`)
    }
  }
} finally {
  copy.remove()
}
