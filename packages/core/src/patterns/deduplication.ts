/** How one message is numbered by the courier that sends it. */
export interface Stamp {
  /** The first number that the courier still keeps: those below it are handled, or given up, and will not come again. */
  readonly first: number
  readonly number: number
}

/** `due`: it is to be handled now; `duplicate`: it has been; `early`: one before it is missing. */
export type Verdict = 'due' | 'duplicate' | 'early'

/**
 * The number that is to be handled next, as is known when a message arrives and before it is handled: what the courier has
 * given up meanwhile is left out.
 *
 * @param next what was known before; 0 of a courier of which nothing has come yet
 */
export function arrived(next: number, { first }: Stamp): number {
  return Math.max(next, first)
}

/** What is to be done with a message, where `next` is what {@link arrived} said of it. */
export function judge(next: number, { number }: Stamp): Verdict {
  if (number === next) return 'due'
  return number < next ? 'duplicate' : 'early'
}
