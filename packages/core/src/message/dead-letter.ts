/** Why a message was not handled. */
export type DeadLetterReason =
  | 'terminated'
  | 'mailbox-full'
  | 'unhandled'
  | 'unreachable'
  | 'undecodable'
  | 'expired'

/**
 * A message that was sent and not handled, seen on the node where that was noticed.
 *
 * @example
 * ```ts
 * import { createSystem, type DeadLetter } from '@troupe/core'
 *
 * const lost: DeadLetter[] = []
 * await using system = await createSystem()
 * system.events.on('dead-letter', (letter) => lost.push(letter))
 * ```
 */
export interface DeadLetter {
  readonly reason: DeadLetterReason
  /** The path of the actor it was sent to. */
  readonly path: string
  /** The message's name. */
  readonly name: string
  /** What was sent with it: the single argument, an array of several, `undefined` for none. */
  readonly payload: unknown
}
