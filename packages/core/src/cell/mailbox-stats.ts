import type { DeadLetterReason } from '../message/dead-letter.ts'

/**
 * What has become of the messages that one actor was sent, from its first life on. Signals are no messages.
 *
 * @example
 * ```ts
 * import type { MailboxStats } from '@troupe/core'
 *
 * export const isBehind = ({ waiting, handled }: MailboxStats): boolean => waiting > handled
 * ```
 */
export interface MailboxStats {
  /** All of them: those that wait or were stashed, were handled, and became dead letters. */
  readonly received: number
  /** How many wait in the mailbox now. */
  readonly waiting: number
  /** How many were put aside by `ctx.stash` and not put back. */
  readonly stashed: number
  /** The most that ever waited at once, signals included. */
  readonly mostWaiting: number
  /** How many were given to a handler, whatever it made of them. */
  readonly handled: number
  /** How many became dead letters, by the reasons that there were. */
  readonly deadLetters: Readonly<{ [R in DeadLetterReason]?: number }>
}

/** Counts the dead letters of one actor; made for its first. */
export class DeadLetterTally {
  private readonly counted = new Map<DeadLetterReason, number>()

  get counts(): MailboxStats['deadLetters'] {
    return Object.fromEntries(this.counted)
  }

  get total(): number {
    let total = 0
    for (const count of this.counted.values()) total += count
    return total
  }

  add(reason: DeadLetterReason): void {
    this.counted.set(reason, 1 + (this.counted.get(reason) ?? 0))
  }
}
