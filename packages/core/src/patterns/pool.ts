import {
  type ActorContext,
  type ActorDefinition,
  checkSpawnOptions,
  defineProxy,
  InvalidDefinitionError,
  InvalidOptionError,
  otherwise,
  type ProxyHandlers,
  type SpawnOptions,
} from '../index.ts'
import { codeOf } from './code.ts'
import { NoRouteesError } from './errors.ts'
import { checkCount, checkOptions } from './limits.ts'
import { Routees } from './routees.ts'
import { checkRouting, type Routing, roundRobin } from './routing.ts'
import type { UnknownProtocol, UntypedRef } from './untyped-ref.ts'

/** What keeps a routee that ends as soon as it begins from keeping the machine busy. */
const REFILL_MS = 1000

/**
 * What makes up a pool.
 *
 * @example
 * ```ts
 * import { type PoolOptions, randomly } from '@troupe/core/patterns'
 *
 * export const onThreads: PoolOptions<{ resize(image: Uint8Array): Uint8Array }> = {
 *   size: 4,
 *   routing: randomly(),
 *   routee: { on: 'cpu', mailbox: { capacity: 1000 } },
 * }
 * ```
 */
export interface PoolOptions<P> {
  /** How many routees it has. */
  readonly size: number
  /** How it chooses among them; in turn unless said. */
  readonly routing?: Routing<P>
  /**
   * How and where each routee is spawned. `on` a group of nodes spreads them over it. `restart` is `permanent` unless
   * said: a routee that stops by itself is started anew, too, and the place of one that ends is filled.
   */
  readonly routee?: Omit<SpawnOptions, 'name'>
}

/**
 * Defines a pool: an actor with the protocol of another definition, which spawns a number of actors by that definition and
 * passes what it is sent on to one of them. That one answers whoever asked.
 *
 * The pool runs where it is spawned, on this node unless said; its routees live where `routee.on` says, so `routee` has to
 * be exported by the module of those nodes, and the pool need not be. It supervises them, and fills the place of one that has
 * ended: at once where its node was lost, on the nodes of its group that are left; after a second where there was no node, or
 * it was stopped by somebody else. While there is no routee at all, what the pool is sent is a dead letter, and an ask is
 * rejected with a `NoRouteesError`.
 *
 * Where `restart` is `transient` or `temporary`, a routee that ends otherwise than with its node leaves the pool. When the last
 * one has left, the pool fails with a `NoRouteesError`. It fails too when a routee has spent its budget, as any parent does.
 * Then its own supervision decides: started anew, it spawns all routees anew.
 *
 * @param name of the definition
 * @param routee the definition of the routees; the pool is spawned with its arguments, which each routee gets
 * @throws InvalidDefinitionError if `name` is no name, or `routee` no definition; InvalidOptionError if `size` is no positive
 * whole number, or for what is no routing, and for `routee` what `spawn` would throw; NoSuchNodeError to spawn it where
 * `routee.on` names no group and no node of the system
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 * import { definePool } from '@troupe/core/patterns'
 *
 * const Square = defineActor('Square', (_ctx: ActorContext<{ of(n: number): number }>) => ({ of: (n) => n * n }))
 * const Squares = definePool('Squares', Square, { size: 4 })
 *
 * await using system = await createSystem()
 * const squares = system.spawn(Squares)
 * console.log(await Promise.all([1, 2, 3].map((n) => squares.ask('of', n))))
 * ```
 */
export function definePool<P, A extends readonly unknown[]>(
  name: string,
  routee: ActorDefinition<P, A>,
  options: PoolOptions<P>,
): ActorDefinition<P, A>
export function definePool(name: string, routee: unknown, options: PoolOptions<UnknownProtocol>): unknown {
  if (!isUntypedDefinition(routee)) {
    throw new InvalidDefinitionError(
      `definePool("${name}") needs the definition of its routees second, as defineActor returns it.`,
    )
  }
  const plan = planOf(name, options)
  const setup = (ctx: ActorContext<UnknownProtocol>, ...args: unknown[]) =>
    handlers(ctx, plan, (own) => ctx.spawn(routee, args, own))
  const { on } = plan.routee
  return defineProxy(name, setup, { interleave: ['pool:fill'], spawnsOn: on === undefined ? [] : [on] })
}

interface Plan {
  readonly size: number
  readonly routing: Routing<UnknownProtocol>
  readonly routee: SpawnOptions
}

function planOf(name: string, options: PoolOptions<UnknownProtocol>): Plan {
  const { size, routing = roundRobin<UnknownProtocol>(), routee = {} } = checkOptions('definePool', options)
  checkCount(`The size of the pool "${name}"`, size)
  checkSpawnOptions(routee)
  if ('name' in routee)
    throw new InvalidOptionError(`The routees of "${name}" are many, and can't have one name: leave it out.`)
  checkRouting(routing)
  const { restart = 'permanent', decide } = routee
  return {
    size,
    routing,
    routee: {
      ...routee,
      restart,
      // That there is no node now is no reason for the pool to fail: one may come back.
      decide: (error) => (isForWantOfNode(error) ? 'stop' : decide?.(error)),
    },
  }
}

function handlers(
  ctx: ActorContext<UnknownProtocol>,
  { size, routing, routee }: Plan,
  spawn: (options: SpawnOptions) => UntypedRef,
): ProxyHandlers<UnknownProtocol> {
  const routees = new Routees(ctx, routing)
  const empty = new Set<string>()
  const fill = (place: string): void => {
    empty.delete(place)
    routees.add(spawn(routee), place)
  }
  for (let place = 0; place < size; place++) fill(String(place))
  ctx.on('down', ({ ref, reason, error }) => {
    const left = routees.remove(ref)
    if (left === undefined) return
    if (reason === 'node-down') {
      fill(left.key)
    } else if (routee.restart === 'permanent' || isForWantOfNode(error)) {
      empty.add(left.key)
      ctx.timers.after(`fill ${left.key}`, REFILL_MS, 'pool:fill', left.key)
    } else if (routees.size + empty.size === 0) {
      throw new NoRouteesError(`The last routee of ${ctx.self.path} has ended (${reason}).`, { cause: error })
    }
  })
  return {
    'pool:fill': (place) => fill(String(place)),
    [otherwise]: (...message) => routees.route(message),
  }
}

/** Whether a routee could not begin, or was lost, because there is no node for it. */
function isForWantOfNode(error: unknown): boolean {
  return (
    error instanceof Error && codeOf(error) === 'actor-start-failed' && codeOf(error.cause) === 'node-down'
  )
}

/** Whether `value` is a definition; what its protocol and its arguments are is the business of those who use it. */
function isUntypedDefinition(value: unknown): value is ActorDefinition<UnknownProtocol, unknown[]> {
  return typeof value === 'object' && value !== null && 'setup' in value && typeof value.setup === 'function'
}
