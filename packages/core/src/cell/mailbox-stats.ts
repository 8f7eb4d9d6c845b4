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

export type DeadLetterCounts = MailboxStats['deadLetters']

/** The counts with one more. */
export function withDeadLetter(
  counts: DeadLetterCounts | undefined,
  reason: DeadLetterReason,
): DeadLetterCounts {
  return { ...counts, [reason]: 1 + (counts?.[reason] ?? 0) }
}

export function totalOf(counts: DeadLetterCounts): number {
  let total = 0
  for (const count of Object.values(counts)) total += count
  return total
}
