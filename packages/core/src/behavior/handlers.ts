import type { Rejection } from '../message/errors.ts'
import type { Later } from '../message/later.ts'
import type { Answer, MessageName, Payload } from '../message/protocol.ts'
import type { Reply } from '../message/reply.ts'

/**
 * The handlers of a protocol: one function for each message. A handler returns the answer, a promise of it (the actor
 * handles nothing else until it settles), a `Rejection`, or what `ctx.forward` or `ctx.reply` returns.
 *
 * @example
 * ```ts
 * import type { Handlers } from '@troupe/core'
 *
 * export const handlers: Handlers<{ double(n: number): number; later(): number }> = {
 *   double: (n) => 2 * n,
 *   later: async () => 1,
 * }
 * ```
 */
export type Handlers<P> = {
  [K in MessageName<P>]: (
    ...args: Payload<P, K>
  ) => Returned<Answer<P, K>> | PromiseLike<Returned<Answer<P, K>>>
}

/** What a handler returns, or promises, whose answer is a `T`. */
export type Returned<T> = T | Rejection | Later<T> | Reply<T>
