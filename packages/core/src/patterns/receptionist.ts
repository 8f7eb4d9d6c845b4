import {
  type ActorContext,
  type ActorDefinition,
  type AnyActorRef,
  defineActor,
  Rejection,
} from '../index.ts'
import { Legacy } from './legacy.ts'
import { relayed } from './relayed.ts'
import { ServiceDirectory } from './service-directory.ts'
import { serviceKey } from './service-key.ts'
import { checkRef } from './untyped-ref.ts'

/** What a receptionist can be told; the functions beside it tell it so with types. */
export interface ReceptionistProtocol {
  /** From now on, until it deregisters or ends, `member` is listed under `key`. Twice is once. */
  register(key: string, member: AnyActorRef): void
  /** `member` is not listed under `key` any more. */
  deregister(key: string, member: AnyActorRef): void
  /** Who is listed under `key` now. */
  find(key: string): readonly AnyActorRef[]
  /** Tells `subscriber` the message of that name: who is listed under `key` now, and again after each change. */
  subscribe(key: string, subscriber: AnyActorRef, message: string): void
  /** `subscriber` is told of no further change under `key`. */
  unsubscribe(key: string, subscriber: AnyActorRef): void
}

interface OwnProtocol extends ReceptionistProtocol {
  /** Tells the subscribers what has changed since the last time. */
  announce(): void
}

/**
 * A receptionist knows which actors offer which service, on whichever nodes, and tells subscribers of every change. It is
 * told of the end of members and subscribers, and of the loss of their nodes, and forgets them.
 *
 * What it knows comes a little after what happens: a member may have ended that is still listed. Changes that come
 * together are announced together. Spawn one, and hand its ref to who needs it, or give it a name in the registry. What it
 * knows outlives a restart; when it has ended, or its node is lost, it is gone.
 *
 * @example
 * ```ts
 * import { type ActorContext, type ActorRef, createSystem, defineActor } from '@troupe/core'
 * import { Receptionist, registerService, serviceKey, subscribeToService } from '@troupe/core/patterns'
 *
 * interface PrinterProtocol {
 *   print(text: string): void
 * }
 * const printers = serviceKey<PrinterProtocol>('printers')
 * const Printer = defineActor('Printer', (_ctx: ActorContext<PrinterProtocol>) => ({ print: (text) => console.log(text) }))
 *
 * interface OfficeProtocol {
 *   changed(all: readonly ActorRef<PrinterProtocol>[]): void
 * }
 * const Office = defineActor('Office', (_ctx: ActorContext<OfficeProtocol>) => ({
 *   changed: (all) => console.log(all.length, 'printers'),
 * }))
 *
 * await using system = await createSystem()
 * const receptionist = system.spawn(Receptionist)
 * subscribeToService(receptionist, printers, system.spawn(Office), 'changed')
 * registerService(receptionist, printers, system.spawn(Printer))
 * ```
 */
export const Receptionist: ActorDefinition<ReceptionistProtocol, []> = defineReceptionist()

// The message by which it tells itself to announce is nobody else's business.
function defineReceptionist(): ActorDefinition<ReceptionistProtocol, []>
function defineReceptionist(): unknown {
  const legacy = new Legacy<{ readonly directory: ServiceDirectory; readonly changed: Set<string> }>()
  return defineActor('Receptionist', (ctx: ActorContext<OwnProtocol>) => {
    const known = legacy.of(ctx) ?? { directory: new ServiceDirectory(), changed: new Set<string>() }
    const { directory, changed } = known
    legacy.leave(ctx, () => known)
    directory.serve({
      entered: (ref) => void ctx.watch(ref),
      left: (ref) => ctx.unwatch(ref),
      changed(key) {
        if (changed.size === 0) ctx.self.tell('announce')
        changed.add(key)
      },
    })
    for (const guest of directory.everybody) ctx.watch(guest)
    if (changed.size > 0) ctx.self.tell('announce')
    ctx.on('down', ({ ref }) => directory.forget(ref))
    return {
      register: (key, member) => directory.register(checkKey(key), checkRef(member, 'A member')),
      deregister: (key, member) => directory.deregister(key, checkRef(member, 'A member')),
      find: (key) => directory.members(checkKey(key)),
      subscribe(key, subscriber, message) {
        const ref = checkRef(subscriber, 'A subscriber')
        directory.subscribe(checkKey(key), ref, checkMessage(message))
        // What has changed is announced in a moment, to this one too.
        if (!changed.has(key)) ref.tell(message, directory.members(key))
      },
      unsubscribe: (key, subscriber) => directory.unsubscribe(key, checkRef(subscriber, 'A subscriber')),
      announce() {
        for (const key of changed) {
          const members = directory.members(key)
          for (const { ref, message } of directory.subscribers(key)) ref.tell(message, members)
        }
        changed.clear()
      },
    }
  })
}

function checkKey(value: unknown): string {
  try {
    if (typeof value === 'string') return serviceKey(value)
  } catch (cause) {
    throw relayed(cause)
  }
  throw new Rejection('The key of a service must be a string.', { code: 'invalid-name' })
}

function checkMessage(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw new Rejection('A subscriber is told by a message: its name comes last.', { code: 'invalid-name' })
}
