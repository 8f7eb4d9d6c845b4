import { again, type GroupResult, valuesOf } from './group-result.ts'
import { RandomSource } from './random-source.ts'
import { type Interval, medianInterval } from './statistics.ts'

/** Resampling draws the same numbers each time: the same results give the same intervals. */
const SEED = 1

/** The ratio of two arms' figures in each round, and the median of these; `undefined` where one of the arms did not run. */
export function ratioOf(one: readonly number[], other: readonly number[]): Interval | undefined {
  const ratios = one.slice(0, other.length).map((value, round) => value / (other[round] ?? Number.NaN))
  return intervalOf(ratios)
}

/** The median of values with its interval; `undefined` where there are none. */
export function intervalOf(values: readonly number[]): Interval | undefined {
  return values.length > 0 ? medianInterval(values, new RandomSource(SEED)) : undefined
}

/** How many times as good one arm is as another, round by round: as much, where more is better, or in as little. */
export function advantageOf(group: GroupResult, one: string, other: string): Interval | undefined {
  const [better, worse] = group.better === 'more' ? [one, other] : [other, one]
  return ratioOf(valuesOf(group, better), valuesOf(group, worse))
}

/** How the arm that took part twice compares with itself; `undefined` where none did. */
export function selfRatio(group: GroupResult): Interval | undefined {
  if (group.twice === undefined) return undefined
  return ratioOf(valuesOf(group, group.twice), valuesOf(group, again(group.twice)))
}

/** Whether an interval leaves room for there being no difference. */
export function holdsOne({ low, high }: Interval): boolean {
  return low <= 1 && high >= 1
}
