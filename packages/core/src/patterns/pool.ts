import {
  type ActorContext,
  type ActorDefinition,
  defineProxy,
  InvalidDefinitionError,
  InvalidOptionError,
  otherwise,
  type ProxyHandlers,
  type SpawnOptions,
} from '../index.ts'
import { NoRouteesError } from './errors.ts'
import { interleaving, Routees } from './routees.ts'
import { type Routing, roundRobin } from './routing.ts'
import type { UnknownProtocol } from './untyped-ref.ts'

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
   * said: a routee that stops by itself is started anew, too.
   */
  readonly routee?: Omit<SpawnOptions, 'name'>
}

/**
 * Defines a pool: an actor with the protocol of another definition, which spawns a number of actors by that definition and
 * passes what it is sent on to one of them. That one answers whoever asked.
 *
 * The pool runs where it is spawned, on this node unless said; its routees live where `routee.on` says, so `routee` has to
 * be exported by the module of those nodes, and the pool need not be. It supervises them. A routee whose node is lost is
 * spawned anew, on the nodes of its group that are left; one that ends for another reason leaves the pool. When the last one
 * has left, the pool fails with a `NoRouteesError`, and its own supervision decides: started anew, it spawns all of them.
 *
 * @param name of the definition
 * @param routee the definition of the routees; the pool is spawned with its arguments, which each routee gets
 * @throws InvalidDefinitionError if `name` is empty or `routee` no definition; InvalidOptionError if `size` is no positive
 * whole number
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
  const { size, routing = roundRobin(), routee: spawnOptions } = options
  if (!Number.isInteger(size) || size < 1) {
    throw new InvalidOptionError(
      `The size of the pool "${name}" must be a whole number of at least 1, not ${size}.`,
    )
  }
  const setup = (ctx: ActorContext<UnknownProtocol>, ...args: unknown[]): ProxyHandlers<UnknownProtocol> => {
    const routees = new Routees(ctx, routing)
    const fill = (place: string): void =>
      routees.add(ctx.spawn(routee, args, { restart: 'permanent', ...spawnOptions }), place)
    for (let place = 0; place < size; place++) fill(String(place))
    ctx.on('down', ({ ref, reason, error }) => {
      const left = routees.remove(ref)
      if (left === undefined) return
      if (reason === 'node-down') fill(left.key)
      else if (routees.size === 0)
        throw new NoRouteesError(`The last routee of ${ctx.self.path} has ended (${reason}).`, {
          cause: error,
        })
    })
    return { [otherwise]: (...message) => routees.route(message) }
  }
  return defineProxy(name, setup, interleaving(routing))
}

/** Whether `value` is a definition; what its protocol and its arguments are is the business of those who use it. */
function isUntypedDefinition(value: unknown): value is ActorDefinition<UnknownProtocol, unknown[]> {
  return typeof value === 'object' && value !== null && 'setup' in value && typeof value.setup === 'function'
}
