import type { RandomSource } from './random-source.ts'

/** An estimate and the bounds within which it lies with 95 % confidence. */
export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** The value below which a share of all values lies, between two neighbours by weight; `NaN` of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  const position = (sorted.length - 1) * share
  const below = sorted[Math.floor(position)] ?? Number.NaN
  const above = sorted[Math.ceil(position)] ?? Number.NaN
  return below + (above - below) * (position - Math.floor(position))
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

const RESAMPLES = 2000

/** The median with its bootstrap interval: the middle 95 % of the medians of samples drawn from the values themselves. */
export function medianInterval(values: readonly number[], random: RandomSource): Interval {
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(values.map(() => values[random.below(values.length)] ?? Number.NaN)),
  )
  return { value: median(values), low: quantile(medians, 0.025), high: quantile(medians, 0.975) }
}
