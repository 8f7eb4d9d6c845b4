import { InvalidDefinitionError, type Rejection } from '../message/errors.ts'
import type { Answer, MessageName, Payload } from '../message/protocol.ts'
import type { ActorContext } from './context.ts'

/**
 * The handlers of a protocol: one function for each message. A handler returns the answer, a promise of it (the actor
 * handles nothing else until it settles), or a `Rejection`.
 */
export type Handlers<P> = {
  [K in MessageName<P>]: (...args: Payload<P, K>) => Answer<P, K> | PromiseLike<Answer<P, K>> | Rejection
}

/** Makes the handlers of one life of an actor; called when it is spawned and after each restart. */
export type Setup<P, A extends readonly unknown[]> = (
  ctx: ActorContext<P>,
  ...args: A
) => Handlers<P> | PromiseLike<Handlers<P>>

/** What a definition may say beside its setup. */
export interface DefinitionOptions<P> {
  /** Messages that may be handled while another handler awaits. All others wait until it has settled. */
  readonly interleave?: readonly MessageName<P>[]
}

const definitionMark: unique symbol = Symbol.for('troupe.definition')

/** What `defineActor` returns: spawn it anywhere. `P` is its protocol, `A` the arguments of its setup. */
export interface ActorDefinition<P, A extends readonly unknown[]> {
  readonly [definitionMark]: true
  /** The name under which nodes know it: equal to the name of its export is best, but not needed. */
  readonly name: string
  readonly setup: (ctx: ActorContext<P>, ...args: A) => unknown
  readonly interleave: ReadonlySet<string> | undefined
}

/** A definition whose protocol and arguments are not known to the compiler. */
export interface AnyDefinition {
  readonly [definitionMark]: true
  readonly name: string
  readonly setup: (...args: never) => unknown
  readonly interleave: ReadonlySet<string> | undefined
}

/**
 * Defines a kind of actor. Export the result from a module that nodes can load, and spawn it here, in a thread or in
 * a process: the definition is the same.
 *
 * @param name what paths, logs and nodes call it; unique within a module
 * @param setup makes the handlers; its first parameter, annotated with `ActorContext<Protocol>`, gives the protocol
 * @throws InvalidDefinitionError if `name` is empty or `setup` is no function
 *
 * @example
 * ```ts
 * import { defineActor, type ActorContext } from '@troupe/core'
 *
 * export interface CounterProtocol {
 *   increment(by: number): void
 *   read(): number
 * }
 *
 * export const Counter = defineActor('Counter', (_ctx: ActorContext<CounterProtocol>, start: number) => {
 *   let count = start
 *   return {
 *     increment(by) {
 *       count += by
 *     },
 *     read: () => count,
 *   }
 * })
 * ```
 */
export function defineActor<P, A extends unknown[] = []>(
  name: string,
  setup: (ctx: ActorContext<P>, ...args: A) => NoInfer<Handlers<P>> | PromiseLike<NoInfer<Handlers<P>>>,
  options: DefinitionOptions<NoInfer<P>> = {},
): ActorDefinition<P, A> {
  if (typeof name !== 'string' || name === '') {
    throw new InvalidDefinitionError('defineActor needs a name first: defineActor("Counter", (ctx) => ({ ... })).')
  }
  if (typeof setup !== 'function') {
    throw new InvalidDefinitionError(`defineActor("${name}") needs a setup function that returns the handlers.`)
  }
  const interleave = options.interleave === undefined ? undefined : new Set<string>(options.interleave)
  return Object.freeze({ [definitionMark]: true as const, name, setup, interleave })
}

/** Whether `value` was made by `defineActor`, of this copy of the package or another. */
export function isDefinition(value: unknown): value is AnyDefinition {
  return typeof value === 'object' && value !== null && definitionMark in value
}
