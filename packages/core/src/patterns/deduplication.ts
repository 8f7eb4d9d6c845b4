/** How one message is numbered by the courier that sends it. */
export interface Stamp {
  /** Which life of the courier numbers it. */
  readonly epoch: number
  /** The first number that the courier still keeps: those below it are handled, or given up, and will not come again. */
  readonly first: number
  readonly number: number
}

/** What one courier's messages have come to: `next` is the number that is to be handled next, in that epoch. */
export interface Progress {
  readonly epoch: number
  readonly next: number
}

/** `due`: it is to be handled now; `duplicate`: it has been; `early`: one before it is missing. */
export type Verdict = 'due' | 'duplicate' | 'early'

/**
 * What is known when a message arrives, before it is handled. Another epoch begins anew: what one sender sends arrives in
 * order, so nothing of an earlier epoch comes after it. In an unknown one, all below `first` is over.
 */
export function arrived(known: Progress | undefined, { epoch, first }: Stamp): Progress {
  if (known === undefined || known.epoch !== epoch) return { epoch, next: first }
  return first > known.next ? { epoch, next: first } : known
}

/** What is to be done with a message, where {@link arrived} was told of it. */
export function judge({ next }: Progress, { number }: Stamp): Verdict {
  if (number === next) return 'due'
  return number < next ? 'duplicate' : 'early'
}

/** What is known when the one that was due has been handled. */
export function handled({ epoch, next }: Progress): Progress {
  return { epoch, next: next + 1 }
}
