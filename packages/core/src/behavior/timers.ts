import type { Arguments, MessageName } from '../message/protocol.ts'

/**
 * Messages that an actor sends itself later, each under a key. A key has one timer: setting it again replaces the old
 * one. Timers end with the life that set them, and what they send goes through the mailbox in its turn, where it always
 * fits. A tick that waits there when its timer is cancelled or replaced, or its actor restarts, is never handled.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 *
 * interface LampProtocol {
 *   motion(): void
 *   dark(): void
 *   report(): void
 * }
 *
 * export const Lamp = defineActor('Lamp', ({ timers, log }: ActorContext<LampProtocol>) => {
 *   let lit = false
 *   timers.every('report', 60_000, 'report')
 *   return {
 *     motion() {
 *       lit = true
 *       timers.after('light', 5000, 'dark')
 *     },
 *     dark() {
 *       lit = false
 *     },
 *     report: () => log.write('info', lit ? 'lit' : 'dark'),
 *   }
 * })
 * ```
 */
export interface Timers<P> {
  /**
   * Sends message `name` once, `delay` milliseconds from now.
   *
   * @throws InvalidOptionError for a delay that is negative or no number; UnhandledMessageError where there is no
   * handler for `name`; UnsendableError
   */
  after<K extends MessageName<P>>(key: string, delay: number, name: K, ...args: Arguments<P, K>): void
  /**
   * Sends message `name` every `interval` milliseconds, the first time after one interval. At most one tick waits or
   * is handled at a time: those that a slow handler misses are left out, and the others keep to the beat.
   *
   * @throws InvalidOptionError for an interval that is not above 0; UnhandledMessageError where there is no handler
   * for `name`; UnsendableError
   */
  every<K extends MessageName<P>>(key: string, interval: number, name: K, ...args: Arguments<P, K>): void
  /** Ends the timer of that key, if there is one: nothing of it is handled after this. */
  cancel(key: string): void
  /** Ends all timers of this life: nothing of any is handled after this. */
  cancelAll(): void
  /** Whether that key has a timer: one that is to send, or whose tick waits in the mailbox. */
  has(key: string): boolean
}
