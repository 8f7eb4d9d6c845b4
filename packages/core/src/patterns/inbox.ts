import {
  type ActorContext,
  type ActorDefinition,
  type ActorRef,
  defineActor,
  isRejection,
  type Message,
} from '../index.ts'
import { arrived, judge, type Stamp } from './deduplication.ts'
import { Legacy } from './legacy.ts'
import { requireRef, type UnknownProtocol, type UntypedRef } from './untyped-ref.ts'

/** What an inbox tells couriers. */
export interface CourierReceipts {
  /** All that was numbered up to `upTo` has been handled. */
  'courier:handled'(upTo: number): void
}

/** A message as a courier sends it to an inbox. `P` is the protocol of the actor that it is for. */
export interface Parcel<P> extends Stamp {
  readonly from: ActorRef<CourierReceipts>
  readonly message: Message<P>
}

/** What couriers tell an inbox. `P` is the protocol of the actor behind it. */
export interface InboxProtocol<P> {
  /** A message from a courier, which sends it again until it is told that the target has handled it. */
  'inbox:deliver'(parcel: Parcel<P>): void
}

/**
 * Defines the receiver's side of a delivery that is repeated until it succeeds: an actor that stands before a target, is
 * sent messages by couriers (see `defineCourier`), and hands each to the target once, in the order of its courier.
 *
 * It asks the target, one message after the other, and tells the courier that a message was handled when the target has
 * answered it; a `Rejection` is an answer. Where the target fails with a message, it was not handled: the courier sends it
 * again. Spawn the inbox on the target's node, so that the way between these two loses nothing.
 *
 * The inbox keeps its numbers in memory, through a restart too: only what the target is at work on then is handled again. When
 * the target has ended the inbox stops, so that its couriers give up what they have.
 *
 * @param name of the definition; export the result from the module of a node to spawn the inbox there
 * @throws InvalidDefinitionError if `name` is no name; InvalidOptionError to spawn it with what is no target
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 * import { defineCourier, defineInbox } from '@troupe/core/patterns'
 *
 * interface LedgerProtocol {
 *   book(amount: number): void
 * }
 *
 * const Ledger = defineActor('Ledger', (_ctx: ActorContext<LedgerProtocol>) => ({ book: (amount) => console.log(amount) }))
 * const LedgerInbox = defineInbox<LedgerProtocol>('LedgerInbox')
 * const ToLedger = defineCourier<LedgerProtocol>('ToLedger')
 *
 * await using system = await createSystem()
 * const inbox = system.spawn(LedgerInbox, [system.spawn(Ledger)])
 * await system.spawn(ToLedger, [inbox]).ask('book', 12)
 * ```
 */
export function defineInbox<P>(name: string): ActorDefinition<InboxProtocol<P>, [target: ActorRef<P>]>
export function defineInbox(name: string): unknown {
  const legacy = new Legacy<readonly Sender[]>()
  const setup = (ctx: ActorContext<InboxProtocol<UnknownProtocol>>, given: unknown) => {
    const target = targetOf(given)
    const patient = target.with({ timeout: Number.POSITIVE_INFINITY })
    const senders = new Map<string, Sender>()
    ctx.watch(target)
    for (const { ref, next } of legacy.of(ctx) ?? []) {
      // Another object: what the life before began may yet come to its end, and is not to change this one's.
      senders.set(ref.path, { ref, next })
      ctx.watch(ref)
    }
    legacy.leave(ctx, () => [...senders.values()])
    ctx.on('down', ({ ref }) => {
      if (ref.equals(target)) ctx.stop()
      if (senders.get(ref.path)?.ref.equals(ref)) senders.delete(ref.path)
    })
    const senderOf = (ref: Sender['ref']): Sender => {
      let sender = senders.get(ref.path)
      // An actor that has ended may have left its path to another, of which the inbox hears first.
      if (sender === undefined || !sender.ref.equals(ref)) {
        sender = { ref, next: 0 }
        senders.set(ref.path, sender)
        ctx.watch(ref)
      }
      return sender
    }
    return {
      async 'inbox:deliver'(parcel: Parcel<UnknownProtocol>) {
        const sender = senderOf(parcel.from)
        sender.next = arrived(sender.next, parcel)
        const verdict = judge(sender.next, parcel)
        if (verdict === 'early') return
        if (verdict === 'due') {
          if (!(await isHandled(patient, parcel.message))) return
          sender.next++
        }
        sender.ref.tell('courier:handled', sender.next - 1)
      },
    }
  }
  return defineActor(name, setup, { checkArguments: (given) => void targetOf(given) })
}

function targetOf(given: unknown): UntypedRef {
  return requireRef(given, 'The target of an inbox')
}

/** A courier that has sent something, and the number of its next message to be handled. */
interface Sender {
  readonly ref: ActorRef<CourierReceipts>
  next: number
}

async function isHandled(target: UntypedRef, [name, ...args]: Message<UnknownProtocol>): Promise<boolean> {
  try {
    await target.ask(name, ...args)
    return true
  } catch (error) {
    return isRejection(error)
  }
}
