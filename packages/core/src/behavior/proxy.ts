import type { Priority } from '../message/priority.ts'
import type { Answer, Message, MessageName } from '../message/protocol.ts'
import { type ActorDefinition, type MessageNames, markDefinition } from './actor-definition.ts'
import type { ActorContext } from './context.ts'
import { checkDefinition, checkOptions, namesIn, prioritiesOf } from './definition.ts'
import type { Handlers, Returned } from './handlers.ts'

/**
 * The key of the handler for every message that has none of its own, among the {@link ProxyHandlers} of a proxy.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineProxy, otherwise } from '@troupe/core'
 *
 * export const Silent = defineProxy('Silent', (_ctx: ActorContext<{ say(word: string): string }>) => ({
 *   [otherwise]: () => '...',
 * }))
 * ```
 */
export const otherwise: unique symbol = Symbol.for('troupe.otherwise')

/**
 * What the setup of a proxy returns: handlers for some messages of the protocol, and one for all the others. That one is
 * given the name first, then what the message carries; what it returns is the answer. Names that are no message of the
 * protocol, which only a sender without a compiler can use, come to it as well.
 *
 * @example
 * ```ts
 * import { otherwise, type ProxyHandlers } from '@troupe/core'
 *
 * export const handlers: ProxyHandlers<{ add(by: number): void; subtract(by: number): void; name(): string }> = {
 *   name: () => 'calculator',
 *   [otherwise]: (...message) => console.log(...message),
 * }
 * ```
 */
export type ProxyHandlers<P> = Partial<Handlers<P>> & {
  readonly [otherwise]: (
    ...message: Message<P>
  ) => Returned<Answer<P, MessageName<P>>> | PromiseLike<Returned<Answer<P, MessageName<P>>>>
}

/**
 * What the definition of a proxy may say beside its setup.
 *
 * @example
 * ```ts
 * import type { ProxyOptions } from '@troupe/core'
 *
 * export const neverWaits: ProxyOptions = { interleave: 'all' }
 * ```
 */
export interface ProxyOptions<A extends readonly unknown[] = unknown[]> {
  /**
   * Messages that may be handled while another handler awaits, or all of them. All others wait until it has settled.
   */
  readonly interleave?: 'all' | readonly string[]
  /** Messages that come before the others that wait, or after them; as in `defineActor`. */
  readonly priority?: Readonly<Record<string, Priority>>
  /** Called by `spawn` with the arguments of the setup: what it throws, `spawn` throws; as in `defineActor`. */
  readonly checkArguments?: (...args: A) => void
  /** The groups or nodes that it spawns others on; as in `defineActor`. */
  readonly spawnsOn?: readonly string[]
}

/**
 * Defines an actor that stands before others: what it has no handler for comes to one function, {@link otherwise}. All
 * else is as with `defineActor`.
 *
 * @param name what paths, logs and nodes call it; unique within a module
 * @param setup makes the handlers; its first parameter, annotated with `ActorContext<Protocol>`, gives the protocol
 * @throws InvalidDefinitionError if `name` is no name, or `setup` no function; InvalidOptionError for options that make no
 * sense
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineProxy, otherwise } from '@troupe/core'
 *
 * interface ClerkProtocol {
 *   buy(goods: string): string
 *   sell(goods: string): string
 *   closed(): boolean
 * }
 *
 * const Lunch = defineProxy('Lunch', (_ctx: ActorContext<ClerkProtocol>) => ({
 *   closed: () => true,
 *   [otherwise]: (...[name]) => `come back later to ${name}`,
 * }))
 *
 * await using system = await createSystem()
 * console.log(await system.spawn(Lunch).ask('buy', 'tea'))
 * ```
 */
export function defineProxy<P, A extends unknown[] = []>(
  name: string,
  setup: (
    ctx: ActorContext<P>,
    ...args: A
  ) => NoInfer<ProxyHandlers<P>> | PromiseLike<NoInfer<ProxyHandlers<P>>>,
  options?: ProxyOptions<NoInfer<A>>,
): ActorDefinition<P, A>
export function defineProxy(
  name: string,
  setup: (...args: never) => unknown,
  options: ProxyOptions = {},
): unknown {
  checkDefinition('defineProxy', name, setup)
  const { interleave, priority, checkArguments, spawnsOn } = checkOptions('defineProxy', options)
  return markDefinition({
    name,
    setup,
    interleave: interleave === 'all' ? allNames : namesIn('interleave', interleave),
    priority: prioritiesOf(priority),
    checkArguments,
    spawnsOn: namesIn('spawnsOn', spawnsOn, 'nodes, or of groups of them'),
  })
}

const allNames: MessageNames = { has: () => true }
