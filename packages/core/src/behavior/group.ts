import type { ActorRef } from '../message/actor-ref.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { InvalidOptionError } from '../message/errors.ts'
import { checkChoice } from '../message/option.ts'
import type { ActorDefinition } from './actor-definition.ts'
import type { BackoffOptions } from './backoff.ts'
import type { SpawnOptions } from './spawn-options.ts'
import { completeSupervision, type RestartBudget, type Supervision } from './supervision.ts'

/**
 * Who is started anew with a member that failed: nobody; all the others; those that were spawned after it. As in OTP's
 * supervisors.
 */
export type GroupStrategy = 'one-for-one' | 'one-for-all' | 'rest-for-one'

/**
 * How a group of children is supervised; what `ctx.group` is given.
 *
 * @example
 * ```ts
 * import type { GroupOptions } from '@troupe/core'
 *
 * export const pipeline: GroupOptions = {
 *   strategy: 'rest-for-one',
 *   budget: { max: 5, within: 60_000 },
 *   backoff: { min: 100, max: 10_000 },
 * }
 * ```
 */
export interface GroupOptions {
  readonly strategy: GroupStrategy
  /** One for all members: three restarts within 5,000 ms unless said, or as many as it takes with `backoff`. */
  readonly budget?: RestartBudget
  /** One for all members; no wait unless said. */
  readonly backoff?: BackoffOptions
}

/** How a member of a group is spawned: as any child, but for what is the group's own. */
export type MemberOptions = Omit<SpawnOptions, 'budget' | 'backoff'>

/** The arguments of a group's `spawn` after the definition. */
export type MemberArguments<A extends readonly unknown[]> = [] extends A
  ? [args?: A, options?: MemberOptions]
  : [args: A, options?: MemberOptions]

/**
 * Children that depend on each other. They start in the order in which they are spawned, each when those before it have
 * started, and stop in reverse, each when those after it have ended. Belongs to one life of the actor that made it, and
 * ends with it.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 *
 * const Store = defineActor('Store', (_ctx: ActorContext<{ save(text: string): void }>) => ({ save() {} }))
 * const Reader = defineActor('Reader', (_ctx: ActorContext<{ read(): void }>) => ({ read() {} }))
 *
 * export const Desk = defineActor('Desk', (ctx: ActorContext<{ open(): void }>) => {
 *   const group = ctx.group({ strategy: 'rest-for-one' })
 *   const store = group.spawn(Store)
 *   const reader = group.spawn(Reader)
 *   return {
 *     open() {
 *       store.tell('save', 'opened')
 *       reader.tell('read')
 *     },
 *   }
 * })
 * ```
 */
export interface ActorGroup {
  /** The members that are alive, in the order in which they were spawned. */
  readonly members: readonly AnyActorRef[]
  /**
   * Spawns a member, the last to start and the first to stop. A ref comes back at once; what is sent to it waits in
   * order, as it does whenever the member is started anew.
   *
   * @throws InvalidOptionError for a `budget` or `backoff`, which are the group's, or after `stop`; and what `ctx.spawn`
   * throws
   */
  spawn<Q, A extends readonly unknown[]>(
    definition: ActorDefinition<Q, A>,
    ...rest: MemberArguments<A>
  ): ActorRef<Q>
  /** Stops the members, the last one first, each when the one after it has ended. */
  stop(): void
}

/** {@link GroupOptions} with nothing left open. */
export interface GroupSupervision extends Pick<Supervision, 'budget' | 'backoff'> {
  readonly strategy: GroupStrategy
}

const STRATEGIES: readonly GroupStrategy[] = ['one-for-one', 'one-for-all', 'rest-for-one']

/** @throws InvalidOptionError for a strategy that does not exist, or a budget or delay out of its range */
export function completeGroup(options: GroupOptions): GroupSupervision {
  const strategy = checkChoice('The strategy of a group', STRATEGIES, options?.strategy)
  const { budget, backoff } = completeSupervision(options)
  return { strategy, budget, backoff }
}

/** @throws InvalidOptionError where a member is to have of its own what the group has for all */
export function checkMember(options: SpawnOptions): void {
  for (const name of ['budget', 'backoff'] as const) {
    if (options[name] === undefined) continue
    throw new InvalidOptionError(`A member has no ${name} of its own: give it to ctx.group, for all members.`)
  }
}
