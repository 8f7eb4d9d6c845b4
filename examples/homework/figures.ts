/** How long it took to do all the work in so many parts. */
export interface Timing {
  readonly parts: number
  readonly ms: number
}

/** How many times as long the slowest way took as the fastest: near 1 where it makes no difference. */
export function spreadOf(timings: readonly Timing[]): number {
  const times = timings.map(({ ms }) => ms)
  return Math.round((Math.max(...times) / Math.min(...times)) * 100) / 100
}

/** Of the sizes that are tried, those up to a limit. */
export function upTo(limit: number, sizes: readonly number[]): number[] {
  return sizes.filter((size) => size <= limit)
}
