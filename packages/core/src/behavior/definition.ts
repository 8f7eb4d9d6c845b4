import { inWords } from '../base/in-words.ts'
import { isName } from '../message/actor-name.ts'
import { InvalidDefinitionError, InvalidOptionError } from '../message/errors.ts'
import { checkFunction, checkObject } from '../message/option.ts'
import { checkPriority, type Priority } from '../message/priority.ts'
import type { MessageName } from '../message/protocol.ts'
import type { Unsendable } from '../message/sendable.ts'
import { type ActorDefinition, markDefinition } from './actor-definition.ts'
import type { ActorContext } from './context.ts'
import type { Handlers } from './handlers.ts'

/** Makes the handlers of one life of an actor; called when it is spawned and after each restart. */
export type Setup<P, A extends readonly unknown[]> = (
  ctx: ActorContext<P>,
  ...args: A
) => Handlers<P> | PromiseLike<Handlers<P>>

/**
 * What a definition may say beside its setup. `I` and `R` are the names of messages that its
 * options speak of, in lists and in records; `A` are the arguments of the setup.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 *
 * export const Store = defineActor(
 *   'Store',
 *   (_ctx: ActorContext<{ save(): void; size(): number }>) => ({ save: async () => {}, size: () => 0 }),
 *   { interleave: ['size'], quiet: ['size'], priority: { save: 'high' } },
 * )
 * ```
 */
export interface DefinitionOptions<
  I extends string = string,
  R extends string = string,
  A extends readonly unknown[] = unknown[],
> {
  /** Messages that may be handled while another handler awaits. All others wait until it has settled. */
  readonly interleave?: readonly I[]
  /** Messages that `ctx.receiveTimeout` does not count: the actor is idle though they come. */
  readonly quiet?: readonly I[]
  /**
   * Messages that come before the others that wait (`high`), or after them (`low`), where their sender did not choose a
   * priority by `ref.with`. Order holds among those of one priority.
   */
  readonly priority?: Readonly<{ [K in R]?: Priority }>
  /**
   * Called by `spawn` with the arguments of the setup, before anything else: what it throws, `spawn` throws, and nothing has
   * changed; at once, so a promise is refused. For arguments that no actor can begin with; a setup that throws fails later, as an actor does.
   */
  readonly checkArguments?: (...args: A) => void
  /**
   * The groups or nodes that it spawns others on: where the system has none of such a name, `spawn` throws, and nothing has
   * changed. Without this, the setup fails later.
   */
  readonly spawnsOn?: readonly string[]
}

// The names are checked in the result, not where they are given: TypeScript would look at them before it has inferred
// `P` from the setup, take `P` for unknown, and lose the types of the handlers' parameters.
/** The definition, if every name of `I` is a message of `P`; otherwise a type that cannot be spawned, and says why. */
export type Defined<P, A extends readonly unknown[], I extends string> = [
  Exclude<I, MessageName<P>>,
] extends [never]
  ? ActorDefinition<P, A>
  : Unsendable<`the options name "${Exclude<I, MessageName<P>>}", which is no message of the protocol`>

/**
 * Defines a kind of actor. Export the result from a module that nodes can load, and spawn it here, in a thread or in
 * a process: the definition is the same.
 *
 * @param name what paths, logs and nodes call it; unique within a module
 * @param setup makes the handlers; its first parameter, annotated with `ActorContext<Protocol>`, gives the protocol
 * @throws InvalidDefinitionError if `name` is no name, or `setup` no function; InvalidOptionError for options that make no sense
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
export function defineActor<P, A extends unknown[] = [], I extends string = never, R extends string = never>(
  name: string,
  setup: (ctx: ActorContext<P>, ...args: A) => NoInfer<Handlers<P>> | PromiseLike<NoInfer<Handlers<P>>>,
  options?: DefinitionOptions<I, R, NoInfer<A>>,
): Defined<P, A, I | R>
export function defineActor(
  name: string,
  setup: (...args: never) => unknown,
  options: DefinitionOptions = {},
): unknown {
  checkDefinition('defineActor', name, setup)
  const { interleave, quiet, priority, checkArguments, spawnsOn } = checkOptions('defineActor', options)
  return markDefinition({
    name,
    setup,
    interleave: namesIn('interleave', interleave),
    quiet: namesIn('quiet', quiet),
    priority: prioritiesOf(priority),
    checkArguments,
    spawnsOn: namesIn('spawnsOn', spawnsOn, 'nodes, or of groups of them'),
  })
}

/** @throws InvalidOptionError for what is no list of names */
export function namesIn(
  option: string,
  names: readonly string[] | undefined,
  of = 'messages',
): ReadonlySet<string> | undefined {
  if (names === undefined) return undefined
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return new Set(names)
  throw new InvalidOptionError(`${option} must be an array of the names of ${of}, not ${inWords(names)}.`)
}

/** @throws InvalidOptionError for a priority that does not exist */
export function prioritiesOf(
  given: Readonly<Record<string, unknown>> | undefined,
): ReadonlyMap<string, Priority> | undefined {
  if (given === undefined) return undefined
  checkObject('priority', given, "{ urgent: 'high' }")
  const priorities = new Map<string, Priority>()
  for (const [name, priority] of Object.entries(given)) priorities.set(name, checkPriority(priority))
  return priorities
}

/** @throws InvalidOptionError where `options` are none, or `checkArguments` cannot be called */
export function checkOptions<T extends Pick<DefinitionOptions, 'checkArguments'>>(
  definer: string,
  options: T,
): T {
  checkObject(`The last argument of ${definer}`, options, "{ interleave: ['read'] }")
  if (options.checkArguments !== undefined) checkFunction('checkArguments', options.checkArguments)
  return options
}

/** @throws InvalidDefinitionError if `name` is no name, or `setup` no function */
export function checkDefinition(definer: string, name: unknown, setup: unknown): void {
  if (!isName(name)) {
    throw new InvalidDefinitionError(
      `${definer} needs a name first, which is part of paths, so without "/", "$" and white space, and with no "~" in front: ${definer}("Counter", (ctx) => ({ ... })), not ${inWords(name)}.`,
    )
  }
  if (typeof setup !== 'function') {
    throw new InvalidDefinitionError(
      `${definer}("${name}") needs a setup function that returns the handlers.`,
    )
  }
}
