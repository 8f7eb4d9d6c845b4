import { type GroupResult, valuesOf } from './group-result.ts'
import type { PartVerdict, Verdict } from './judge.ts'
import { advantageOf, holdsOne, intervalOf, selfRatio } from './ratio.ts'
import type { Interval } from './statistics.ts'

/** A number with as many digits as say something. */
export function rounded(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US')
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}

/** A value and the interval it lies in. */
export function ranged({ value, low, high }: Interval): string {
  return `${rounded(value)} [${rounded(low)} .. ${rounded(high)}]`
}

/** What came of a group, a line for each arm: the median, how the first arm compares, and what it cost. */
export function describeGroup(group: GroupResult): string {
  const lines = group.arms.map((arm) => `  ${arm.name.padEnd(38)}${describeArm(group, arm.name)}`)
  const self = selfRatio(group)
  const doubt = self && !holdsOne(self) ? '  <- not 1: something else was running, mind the other ratios' : ''
  if (self) lines.push(`  ${`${group.twice} over itself`.padEnd(38)}${ranged(self)}${doubt}`)
  return [`${group.title} (${group.id}, ${group.unit})`, ...lines].join('\n')
}

function describeArm(group: GroupResult, name: string): string {
  const arm = group.arms.find((each) => each.name === name)
  if (arm?.missing !== undefined) return `left out: ${arm.missing}`
  if (arm?.failed !== undefined) return `FAILED: ${arm.failed}`
  const value = intervalOf(valuesOf(group, name))
  if (value === undefined) return 'not measured'
  const first = group.arms[0]?.name ?? name
  const ratio = advantageOf(group, first, name)
  const costs = ['cpu', 'peak', 'delay', 'p50', 'p99', 'p999'].flatMap((figure) => {
    const cost = intervalOf(valuesOf(group, name, figure))?.value
    return cost === undefined ? [] : `${figure} ${rounded(cost)}`
  })
  const beside = ratio && name !== first ? `${first} is ${ranged(ratio)} times as good` : ''
  return `${ranged(value).padEnd(30)}${costs.join(', ').padEnd(50)}${beside}`
}

/** What came of the targets, a line for each part. */
export function describeTargets(verdicts: readonly Verdict[]): string {
  return verdicts
    .flatMap(({ id, what, parts }) => [`${id}: ${what}`, ...parts.map((part) => `  ${describePart(part)}`)])
    .join('\n')
}

/** What came of one part, in words. */
function describePart({ value, low, high, unit, is, reach, met, lacks }: PartVerdict): string {
  const goal = `${is} ${rounded(reach)} ${unit}`
  if (value === null || low === null || high === null) return `${'?'.padEnd(8)}${goal}: ${lacks}`
  return `${(met ? 'met' : 'NOT MET').padEnd(8)}${goal}: ${ranged({ value, low, high })}`
}
