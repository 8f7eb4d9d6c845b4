import type { SendableArguments } from './sendable.ts'

type Method = (...args: never) => unknown

/**
 * The names of the messages that a protocol `P` has: the keys of its methods.
 *
 * @example
 * ```ts
 * import type { MessageName } from '@troupe/core'
 *
 * export const name: MessageName<{ read(): number; add(by: number): void }> = 'read'
 * ```
 */
export type MessageName<P> = { [K in keyof P]: P[K] extends Method ? K : never }[keyof P] & string

/**
 * The payload of message `K` as the handler gets it.
 *
 * @example
 * ```ts
 * import type { Payload } from '@troupe/core'
 *
 * export const payload: Payload<{ add(by: number): void }, 'add'> = [2]
 * ```
 */
export type Payload<P, K extends keyof P> = P[K] extends (...args: infer A) => unknown ? A : never

/**
 * One message of a protocol: its name, and what it carries.
 *
 * @example
 * ```ts
 * import type { Message } from '@troupe/core'
 *
 * export const message: Message<{ priced(symbol: string, price: number): void }> = ['priced', 'ACME', 12]
 * ```
 */
export type Message<P> = { [K in MessageName<P>]: [name: K, ...args: Payload<P, K>] }[MessageName<P>]

/** The payload of message `K` as the sender gives it: what cannot be sent is refused by the compiler where it can see it. */
export type Arguments<P, K extends keyof P> = P[K] extends (...args: infer A) => unknown
  ? SendableArguments<A>
  : never

/**
 * What an `ask` of message `K` is answered with.
 *
 * @example
 * ```ts
 * import type { Answer } from '@troupe/core'
 *
 * export const answer: Answer<{ read(): Promise<number> }, 'read'> = 2
 * ```
 */
export type Answer<P, K extends keyof P> = P[K] extends (...args: never) => infer R ? Awaited<R> : never
