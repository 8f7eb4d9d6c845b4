// Contestants beside each other: npm run bench -- [filter] [--quick | --smoke] [--json]
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { groups } from './groups.ts'
import { figureOf } from './harness/block.ts'
import { buildArms } from './harness/build.ts'
import { buildPackages } from './harness/built-packages.ts'
import { type ArmResult, again, type GroupResult, type Pace, playGroup } from './harness/play-group.ts'
import { RandomSource } from './harness/random-source.ts'
import { type Interval, median, medianInterval } from './harness/statistics.ts'

const paces: Readonly<Record<'smoke' | 'quick' | 'full', Pace>> = {
  smoke: { size: 'smoke', rounds: 1, block: 0, warmUp: 0, twice: false, timeout: 30_000 },
  quick: { size: 'full', rounds: 7, block: 60, warmUp: 5, twice: true, timeout: 60_000 },
  full: { size: 'full', rounds: 15, block: 120, warmUp: 10, twice: true, timeout: 120_000 },
}

const { values } = parseArgs({
  allowPositionals: true,
  options: { smoke: { type: 'boolean' }, quick: { type: 'boolean' }, seed: { type: 'string', default: '1' } },
})

const valuesOf = (arm: ArmResult, figure: string): number[] =>
  arm.blocks.flatMap((block) => figureOf(block, figure) ?? [])

/** How the arm that takes part twice compares with itself. */
function selfRatio({ arms, twice = '', figure }: GroupResult): Interval | undefined {
  const [one, other] = [twice, again(twice)].map((name) => arms.find((arm) => arm.name === name))
  if (one === undefined || other === undefined) return undefined
  const against = valuesOf(other, figure)
  const ratios = valuesOf(one, figure).map((value, round) => value / (against[round] ?? Number.NaN))
  return medianInterval(ratios, random)
}

function print(result: GroupResult): void {
  const { id, title, figure, unit, arms } = result
  console.log(`\n${title} (${id}, ${unit})`)
  const self = selfRatio(result)
  if (self) console.log(`  A/A ${self.value.toFixed(2)} [${self.low.toFixed(2)} .. ${self.high.toFixed(2)}]`)
  for (const arm of arms) {
    const { name, missing, failed } = arm
    const value = median(valuesOf(arm, figure))
    console.log(`  ${name.padEnd(30)} ${missing ?? failed ?? value.toFixed(1)}`)
  }
}

const pace = paces[values.smoke ? 'smoke' : values.quick ? 'quick' : 'full']
const random = new RandomSource(Number(values.seed))
buildPackages(fileURLToPath(new URL('../', import.meta.url)))
const build = await buildArms(fileURLToPath(new URL('./.build/', import.meta.url)))
for (const group of groups) {
  const result = await playGroup(group, pace, build, random, (done) => console.error(`${group.id}: ${done}`))
  print(result)
  if (result.arms.some(({ failed }) => failed !== undefined)) process.exitCode = 1
}
