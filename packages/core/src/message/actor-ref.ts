import type { AnyActorRef } from './any-actor-ref.ts'
import type { Priority } from './priority.ts'
import type { Answer, Arguments, MessageName } from './protocol.ts'

declare const protocolOf: unique symbol

// The modifiers matter: they make TypeScript compare two protocols method by method, with parameters checked strictly,
// instead of by the measured variance of `P`, for which methods are bivariant.
type StrictMethods<P> = {
  -readonly [K in keyof P]-?: P[K] extends (...args: infer A) => infer R ? (...args: A) => R : P[K]
}

/**
 * How the messages of a view made by {@link ActorRef.with} are sent.
 *
 * @example
 * ```ts
 * import type { ActorRef } from '@troupe/core'
 *
 * export function readSoon(counter: ActorRef<{ read(): number }>, signal: AbortSignal): Promise<number> {
 *   return counter.with({ timeout: 50, signal, priority: 'high' }).ask('read')
 * }
 * ```
 */
export interface SendOptions {
  /** Milliseconds until an `ask` is rejected with an `AskTimeoutError`; `Infinity` for never. */
  readonly timeout?: number
  /** Rejects an `ask` with an `AskAbortedError` when it aborts. */
  readonly signal?: AbortSignal
  /**
   * Buffers in the payload that move to the receiver instead of being copied. On every placement the sender's are
   * empty afterwards, as with `postMessage`.
   */
  readonly transfer?: readonly ArrayBuffer[]
  /**
   * Milliseconds that the message may wait for its actor. One that waits longer is not handled when its turn comes: it
   * becomes a dead letter with the reason `expired`, and an `ask` is rejected with a `MessageExpiredError`. On the way
   * between nodes no time counts.
   */
  readonly ttl?: number
  /** `normal` unless said. Messages of a higher priority are handled before those of a lower one that wait. */
  readonly priority?: Priority
}

/**
 * The one way to talk to an actor: it can be kept, compared, and sent inside messages to any node.
 *
 * A ref with a wide protocol serves where a narrower one is wanted, not the other way round.
 *
 * @example
 * ```ts
 * import { createSystem, defineActor, type ActorContext } from '@troupe/core'
 *
 * const Echo = defineActor('Echo', (_ctx: ActorContext<{ say(word: string): string }>) => ({ say: (word) => word }))
 * await using system = await createSystem()
 * const echo = system.spawn(Echo)
 * echo.tell('say', 'into the void')
 * console.log(await echo.with({ timeout: 100 }).ask('say', 'hello'))
 * ```
 */
export interface ActorRef<P> extends AnyActorRef {
  readonly [protocolOf]?: StrictMethods<P>
  /**
   * Sends a message and does not wait. It arrives at most once; what one actor sends another arrives in order.
   *
   * @returns `false` when the way to the actor is above its high-water mark: the message was taken (or became a dead
   * letter, if the mailbox was full), and the sender should await {@link ActorRef.ready}
   * @throws UnsendableError (a `TypeError`) for a value that cannot be sent, on every placement alike
   */
  tell<K extends MessageName<P>>(name: K, ...args: Arguments<P, K>): boolean
  /**
   * Sends a message and promises the handler's answer.
   *
   * Rejects with the handler's `Rejection`, or `ActorFailedError` if the handler threw, `ActorTerminatedError` if the
   * actor has stopped, `AskTimeoutError`, `AskAbortedError`, `AskCycleError` if the answer would wait for itself, or
   * `UnsendableError` for a value that cannot be sent. After a time-out it is unknown whether the message was handled.
   */
  ask<K extends MessageName<P>>(name: K, ...args: Arguments<P, K>): Promise<Answer<P, K>>
  /**
   * A view of this ref that sends with options.
   *
   * @throws InvalidOptionError for a time that is negative or no number, an unknown priority, or an option that there is not
   */
  with(options: SendOptions): ActorRef<P>
  /** Resolves when the way to the actor is below its high-water mark, or the actor has stopped. */
  ready(): Promise<void>
}
