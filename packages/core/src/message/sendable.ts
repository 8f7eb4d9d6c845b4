import type { AnyActorRef } from './any-actor-ref.ts'
import type { AnyReply } from './reply.ts'

declare const unsendable: unique symbol

/** Stands in a type for a value that no actor can be sent; `Reason` is for the reader of the compiler's message. */
export interface Unsendable<Reason extends string> {
  readonly [unsendable]: Reason
}

type Leaf =
  | string
  | number
  | boolean
  | bigint
  | null
  | undefined
  | void
  | Date
  | RegExp
  | Error
  | ArrayBuffer
  | ArrayBufferView
  | AnyActorRef
  | AnyReply

/**
 * `T` where it can be sent; a type that nothing is assignable to where the compiler sees that it cannot: functions,
 * symbols and promises, at any depth. What only the running program can see (instances of classes, proxies) is
 * refused by `tell` and `ask` with an `UnsendableError`.
 *
 * @example
 * ```ts
 * import type { Sendable } from '@troupe/core'
 *
 * export interface Order {
 *   readonly id: number
 *   readonly tags: ReadonlySet<string>
 * }
 * export const order: Sendable<Order> = { id: 1, tags: new Set(['new']) }
 * ```
 */
export type Sendable<T> = unknown extends T
  ? T
  : T extends Leaf
    ? T
    : T extends symbol
      ? Unsendable<'a symbol cannot be sent to an actor'>
      : T extends (...args: never) => unknown
        ? Unsendable<'a function cannot be sent to an actor; send data, or the ref of an actor that does it'>
        : T extends PromiseLike<unknown>
          ? Unsendable<'a promise cannot be sent to an actor; await it, or use ctx.pipe'>
          : T extends ReadonlyMap<infer K, infer V>
            ? ReadonlyMap<Sendable<K>, Sendable<V>>
            : T extends ReadonlySet<infer V>
              ? ReadonlySet<Sendable<V>>
              : { readonly [K in keyof T]: Sendable<T[K]> }

/** {@link Sendable} for each of a message's arguments. */
export type SendableArguments<A extends readonly unknown[]> = { [I in keyof A]: Sendable<A[I]> }
