import {
  type ActorRef,
  type AnyActorRef,
  actorName,
  InvalidNameError,
  type MessageName,
  type Payload,
} from '../index.ts'
import type { ReceptionistProtocol } from './receptionist.ts'
import type { ServiceKey } from './service-key.ts'
import { requireRef } from './untyped-ref.ts'

/** The messages of protocol `S` that carry what members there are of a service of protocol `P`. */
export type ListingMessage<S, P> = {
  [K in MessageName<S>]: [members: readonly ActorRef<P>[]] extends Payload<S, K> ? K : never
}[MessageName<S>]

/**
 * Lists an actor under a key, until it ends or is deregistered. Twice is once. It is listed a little later: to know when, use
 * {@link confirmService}.
 *
 * @throws InvalidNameError, InvalidOptionError for what is no key or no ref
 *
 * @example
 * ```ts
 * import type { ActorRef } from '@troupe/core'
 * import { registerService, serviceKey, type ReceptionistProtocol } from '@troupe/core/patterns'
 *
 * interface PrinterProtocol {
 *   print(text: string): void
 * }
 * const printers = serviceKey<PrinterProtocol>('printers')
 *
 * export function open(desk: ActorRef<ReceptionistProtocol>, printer: ActorRef<PrinterProtocol>): void {
 *   registerService(desk, printers, printer)
 * }
 * ```
 */
export function registerService<P>(
  receptionist: ActorRef<ReceptionistProtocol>,
  key: ServiceKey<P>,
  member: ActorRef<NoInfer<P>>,
): void {
  checkReceptionist(receptionist).tell('register', checkKey(key), requireRef(member, 'A member'))
}

/**
 * Lists an actor as {@link registerService} does, and resolves when it is listed: whoever asks the receptionist after that
 * finds it. Rejects as any ask does.
 *
 * @throws InvalidNameError, InvalidOptionError for what is no key or no ref
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 * import { confirmService, findServices, Receptionist, serviceKey } from '@troupe/core/patterns'
 *
 * const echoes = serviceKey<{ say(word: string): string }>('echoes')
 * const Echo = defineActor('Echo', (_ctx: ActorContext<{ say(word: string): string }>) => ({ say: (word) => word }))
 *
 * await using system = await createSystem()
 * const receptionist = system.spawn(Receptionist)
 * await confirmService(receptionist, echoes, system.spawn(Echo))
 * console.log((await findServices(receptionist, echoes)).length)
 * ```
 */
export function confirmService<P>(
  receptionist: ActorRef<ReceptionistProtocol>,
  key: ServiceKey<P>,
  member: ActorRef<NoInfer<P>>,
): Promise<void> {
  return checkReceptionist(receptionist).ask('register', checkKey(key), requireRef(member, 'A member'))
}

/**
 * Lists an actor under a key no more.
 *
 * @throws InvalidNameError, InvalidOptionError for what is no key or no ref
 *
 * @example
 * ```ts
 * import type { ActorRef } from '@troupe/core'
 * import { deregisterService, serviceKey, type ReceptionistProtocol } from '@troupe/core/patterns'
 *
 * interface PrinterProtocol {
 *   print(text: string): void
 * }
 * const printers = serviceKey<PrinterProtocol>('printers')
 *
 * export function close(desk: ActorRef<ReceptionistProtocol>, printer: ActorRef<PrinterProtocol>): void {
 *   deregisterService(desk, printers, printer)
 * }
 * ```
 */
export function deregisterService<P>(
  receptionist: ActorRef<ReceptionistProtocol>,
  key: ServiceKey<P>,
  member: AnyActorRef,
): void {
  checkReceptionist(receptionist).tell('deregister', checkKey(key), requireRef(member, 'A member'))
}

/**
 * Promises the members of a service, in the order they were registered. Rejects as any ask does.
 *
 * @throws InvalidNameError, InvalidOptionError for what is no key or no ref
 *
 * @example
 * ```ts
 * import type { ActorRef } from '@troupe/core'
 * import { findServices, serviceKey, type ReceptionistProtocol } from '@troupe/core/patterns'
 *
 * interface PrinterProtocol {
 *   print(text: string): void
 * }
 * const printers = serviceKey<PrinterProtocol>('printers')
 *
 * export async function print(desk: ActorRef<ReceptionistProtocol>, text: string): Promise<void> {
 *   const [first] = await findServices(desk, printers)
 *   first?.tell('print', text)
 * }
 * ```
 */
export function findServices<P>(
  receptionist: ActorRef<ReceptionistProtocol>,
  key: ServiceKey<P>,
): Promise<readonly ActorRef<P>[]>
export function findServices(
  receptionist: ActorRef<ReceptionistProtocol>,
  key: string,
): Promise<readonly AnyActorRef[]> {
  return checkReceptionist(receptionist).ask('find', checkKey(key))
}

/**
 * Tells `subscriber`, by a message of its own protocol, who the members of a service are: now, and after each change,
 * until it unsubscribes or ends. Changes that come together come in one message. To subscribe again replaces the
 * message, and gets the members anew: an actor that subscribes in its setup knows them after a restart, too.
 *
 * @throws InvalidNameError, InvalidOptionError for what is no key, no ref or no message
 *
 * @example
 * ```ts
 * import type { ActorRef } from '@troupe/core'
 * import { subscribeToService, serviceKey, type ReceptionistProtocol } from '@troupe/core/patterns'
 *
 * interface PrinterProtocol {
 *   print(text: string): void
 * }
 * const printers = serviceKey<PrinterProtocol>('printers')
 *
 * interface OfficeProtocol {
 *   changed(all: readonly ActorRef<PrinterProtocol>[]): void
 * }
 *
 * export function follow(desk: ActorRef<ReceptionistProtocol>, office: ActorRef<OfficeProtocol>): void {
 *   subscribeToService(desk, printers, office, 'changed')
 * }
 * ```
 */
export function subscribeToService<P, S>(
  receptionist: ActorRef<ReceptionistProtocol>,
  key: ServiceKey<P>,
  subscriber: ActorRef<S>,
  message: NoInfer<ListingMessage<S, P>>,
): void {
  if (typeof message !== 'string')
    throw new InvalidNameError(`The name of a message must be a string, not ${typeof message}.`)
  checkReceptionist(receptionist).tell(
    'subscribe',
    checkKey(key),
    requireRef(subscriber, 'A subscriber'),
    message,
  )
}

/**
 * Ends a subscription. What is under way already is still told.
 *
 * @throws InvalidNameError, InvalidOptionError for what is no key or no ref
 *
 * @example
 * ```ts
 * import type { ActorRef } from '@troupe/core'
 * import { unsubscribeFromService, serviceKey, type ReceptionistProtocol } from '@troupe/core/patterns'
 *
 * interface PrinterProtocol {
 *   print(text: string): void
 * }
 * const printers = serviceKey<PrinterProtocol>('printers')
 *
 * export function leave(desk: ActorRef<ReceptionistProtocol>, office: ActorRef<object>): void {
 *   unsubscribeFromService(desk, printers, office)
 * }
 * ```
 */
export function unsubscribeFromService<P>(
  receptionist: ActorRef<ReceptionistProtocol>,
  key: ServiceKey<P>,
  subscriber: AnyActorRef,
): void {
  checkReceptionist(receptionist).tell('unsubscribe', checkKey(key), requireRef(subscriber, 'A subscriber'))
}

function checkKey(key: string): string {
  return actorName(key)
}

function checkReceptionist(ref: ActorRef<ReceptionistProtocol>): ActorRef<ReceptionistProtocol> {
  requireRef(ref, 'A receptionist')
  return ref
}
