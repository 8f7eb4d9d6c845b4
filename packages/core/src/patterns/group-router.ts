import {
  type ActorContext,
  type ActorDefinition,
  type ActorRef,
  defineProxy,
  otherwise,
  type ProxyHandlers,
} from '../index.ts'
import type { ReceptionistProtocol } from './receptionist.ts'
import { Routees } from './routees.ts'
import { checkRouting, type Routing, roundRobin } from './routing.ts'
import { type ServiceKey, serviceKey } from './service-key.ts'
import { checkRef, requireRef, type UnknownProtocol, type UntypedRef } from './untyped-ref.ts'

/**
 * Defines a group router: an actor with the protocol `P` that passes what it is sent on to one of those that are registered
 * under a key at a receptionist, whichever there are, on whichever nodes. It is spawned with that receptionist, and takes in
 * nothing before that has answered once. While nobody is registered, what it is sent is a dead letter, and an ask is
 * rejected with a `NoRouteesError`.
 *
 * @param name of the definition; export the result from the module of a node to spawn the router there
 * @param routing how it chooses; in turn unless said
 * @throws InvalidDefinitionError if `name` is no name; InvalidNameError for what is no key; InvalidOptionError for what is no
 * routing, and to spawn it with what is no receptionist
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 * import { confirmService, defineGroupRouter, Receptionist, serviceKey } from '@troupe/core/patterns'
 *
 * interface PrinterProtocol {
 *   print(text: string): string
 * }
 * const printers = serviceKey<PrinterProtocol>('printers')
 * const Printer = defineActor('Printer', (_ctx: ActorContext<PrinterProtocol>) => ({ print: (text) => `printed ${text}` }))
 * const AnyPrinter = defineGroupRouter('AnyPrinter', printers)
 *
 * await using system = await createSystem()
 * const receptionist = system.spawn(Receptionist)
 * await confirmService(receptionist, printers, system.spawn(Printer))
 * console.log(await system.spawn(AnyPrinter, [receptionist]).ask('print', 'a page'))
 * ```
 */
export function defineGroupRouter<P>(
  name: string,
  key: ServiceKey<P>,
  routing?: Routing<P>,
): ActorDefinition<P, [receptionist: ActorRef<ReceptionistProtocol>]>
export function defineGroupRouter(
  name: string,
  key: string,
  routing: Routing<UnknownProtocol> = roundRobin(),
): unknown {
  serviceKey(key)
  checkRouting(routing)
  const setup = async (
    ctx: ActorContext<UnknownProtocol>,
    receptionist: ActorRef<ReceptionistProtocol>,
  ): Promise<ProxyHandlers<UnknownProtocol>> => {
    const routees = new Routees(ctx, routing)
    const admit = (members: unknown): void => routees.replace(refsOf(members))
    ctx.on('down', ({ ref }) => void routees.remove(ref))
    receptionist.tell('subscribe', key, ctx.self, 'router:members')
    admit(await receptionist.ask('find', key))
    return { 'router:members': admit, [otherwise]: (...message) => routees.route(message) }
  }
  return defineProxy(name, setup, {
    interleave: ['router:members'],
    checkArguments: (receptionist) => void requireRef(receptionist, 'The receptionist of a group router'),
  })
}

function refsOf(members: unknown): readonly UntypedRef[] {
  return Array.from(Array.isArray(members) ? members : [], (member) => checkRef(member, 'A member'))
}
