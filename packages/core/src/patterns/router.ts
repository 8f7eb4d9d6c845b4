import {
  type ActorContext,
  type ActorDefinition,
  type ActorRef,
  defineProxy,
  InvalidOptionError,
  otherwise,
  type ProxyHandlers,
} from '../index.ts'
import { NoRouteesError } from './errors.ts'
import { Legacy } from './legacy.ts'
import { Routees } from './routees.ts'
import { checkRouting, type Routing, roundRobin } from './routing.ts'
import { checkRef, requireRef, type UnknownProtocol, type UntypedRef } from './untyped-ref.ts'

/** What a router can be told of itself; all else goes to its routees. */
export interface RouterControl<P> {
  /** From now on `routee` is routed to, until it leaves or ends. Twice is once. */
  'router:join'(routee: ActorRef<P>): void
  /** `routee` is sent no more; what it was sent it still handles. */
  'router:leave'(routee: ActorRef<P>): void
  /** How many routees there are. */
  'router:size'(): number
}

/**
 * Defines a router: an actor with the protocol `P` that passes what it is sent on to one of its routees, which answers
 * whoever asked. The routees are its argument; one that ends is routed to no more. The router stays when all of them have
 * gone: what it is sent then is a dead letter, and an ask is rejected with a `NoRouteesError`.
 *
 * The router runs where it is spawned, its routees wherever they are. It knows them still when it is started anew.
 *
 * @param name of the definition; export the result from the module of a node to spawn the router there
 * @param routing how it chooses; in turn unless said
 * @throws InvalidDefinitionError if `name` is no name; InvalidOptionError for what is no routing. To spawn it with no routees
 * throws a `NoRouteesError`, and an InvalidOptionError with what are no refs
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 * import { defineRouter } from '@troupe/core/patterns'
 *
 * interface MirrorProtocol {
 *   fetch(path: string): string
 * }
 *
 * const Mirror = defineActor('Mirror', (_ctx: ActorContext<MirrorProtocol>, host: string) => ({
 *   fetch: (path) => `${host}${path}`,
 * }))
 * const Mirrors = defineRouter<MirrorProtocol>('Mirrors')
 *
 * await using system = await createSystem()
 * const routees = ['a', 'b'].map((host) => system.spawn(Mirror, [host]))
 * const mirrors = system.spawn(Mirrors, [routees])
 * console.log(await mirrors.ask('fetch', '/1'), await mirrors.ask('fetch', '/2'))
 * ```
 */
export function defineRouter<P>(
  name: string,
  routing?: Routing<P>,
): ActorDefinition<P & RouterControl<P>, [routees: readonly ActorRef<P>[]]>
export function defineRouter(name: string, routing: Routing<UnknownProtocol> = roundRobin()): unknown {
  checkRouting(routing)
  const legacy = new Legacy<readonly UntypedRef[]>()
  const setup = (ctx: ActorContext<UnknownProtocol>, given: unknown): ProxyHandlers<UnknownProtocol> => {
    const routees = new Routees(ctx, routing)
    const join = (routee: unknown): void => {
      const ref = checkRef(routee, 'A routee')
      if (!routees.has(ref)) routees.add(ref, ref.path)
    }
    for (const routee of legacy.of(ctx) ?? routeesOf(given, name)) join(routee)
    legacy.leave(ctx, () => routees.refs)
    ctx.on('down', ({ ref }) => void routees.remove(ref))
    return {
      'router:join': join,
      'router:leave'(routee: unknown) {
        const ref = checkRef(routee, 'A routee')
        if (routees.remove(ref) !== undefined) ctx.unwatch(ref)
      },
      'router:size': () => routees.size,
      [otherwise]: (...message) => routees.route(message),
    }
  }
  return defineProxy(name, setup, {
    interleave: ['router:join', 'router:leave', 'router:size'],
    checkArguments: (given) => void routeesOf(given, name),
  })
}

/** @throws InvalidOptionError, NoRouteesError */
function routeesOf(given: unknown, name: string): readonly UntypedRef[] {
  if (!Array.isArray(given)) throw new InvalidOptionError(`"${name}" needs its routees in an array.`)
  if (given.length > 0) return given.map((routee) => requireRef(routee, 'A routee'))
  throw new NoRouteesError(`"${name}" was spawned with no routees: give it an array of refs.`)
}
