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

/** The milliseconds by which one part more makes it longer, from the fewest parts to the most; 0 where it does not. */
export function costOfOneMore(timings: readonly Timing[]): number {
  const fewest = timings[0]
  const most = timings.at(-1)
  if (fewest === undefined || most === undefined || most.parts === fewest.parts) return 0
  return Math.max(0, (most.ms - fewest.ms) / (most.parts - fewest.parts))
}

/** Of the sizes that are tried, those up to a limit. */
export function upTo(limit: number, sizes: readonly number[]): number[] {
  return sizes.filter((size) => size <= limit)
}
