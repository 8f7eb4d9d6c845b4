import { InvalidDefinitionError } from '../message/errors.ts'
import type { MessageName } from '../message/protocol.ts'
import { type ActorDefinition, markDefinition } from './actor-definition.ts'
import type { ActorContext } from './context.ts'
import type { Handlers } from './handlers.ts'

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
    throw new InvalidDefinitionError(
      'defineActor needs a name first: defineActor("Counter", (ctx) => ({ ... })).',
    )
  }
  if (typeof setup !== 'function') {
    throw new InvalidDefinitionError(
      `defineActor("${name}") needs a setup function that returns the handlers.`,
    )
  }
  const interleave = options.interleave === undefined ? undefined : new Set<string>(options.interleave)
  return markDefinition({ name, setup, interleave })
}
