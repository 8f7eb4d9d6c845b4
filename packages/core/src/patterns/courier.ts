import {
  type ActorContext,
  type ActorDefinition,
  type ActorRef,
  defineProxy,
  InvalidOptionError,
  type Message,
  type MessageName,
  otherwise,
  type Payload,
  type ProxyHandlers,
  type Reply,
} from '../index.ts'
import { DeliveryWindow } from './delivery-window.ts'
import { DeliveryGivenUpError } from './errors.ts'
import type { CourierReceipts, InboxProtocol } from './inbox.ts'
import { Legacy } from './legacy.ts'
import { checkCount, checkOptions, checkTime } from './limits.ts'
import { requireRef, type UnknownProtocol } from './untyped-ref.ts'

/**
 * What a courier can be told: what the target can, answered when the target has handled it. The target's own answers stay
 * where they are given. `P` is the target's protocol.
 */
export type CourierProtocol<P> = { [K in MessageName<P>]: (...args: Payload<P, K>) => void }

/**
 * How much a courier keeps, and how long it goes on.
 *
 * @example
 * ```ts
 * import type { CourierOptions } from '@troupe/core/patterns'
 *
 * export const stubborn: CourierOptions = { window: 1000, retryAfter: 500, deliveries: 100 }
 * ```
 */
export interface CourierOptions {
  /** Messages that may be under way, sent and not known to be handled; 100 unless said. */
  readonly window?: number
  /** Milliseconds without progress until what is under way is sent again; 1000 unless said. */
  readonly retryAfter?: number
  /** How often the message whose turn it is is sent before it is given up; 10 unless said. */
  readonly deliveries?: number
}

/**
 * Defines the sender's side of a delivery that is repeated until it succeeds: an actor with the messages of a target, which
 * it numbers, sends to an inbox before that target (see `defineInbox`), and keeps until it is told that they were handled.
 * While nothing is, it sends all it keeps again, every `retryAfter`; the inbox drops what it has had.
 *
 * So what it is told is handled **at least once**, in order, though the way to the inbox loses messages or repeats them; and
 * **once**, unless a restart catches the inbox while the target is at work. Precisely:
 *
 * - A **restart of the inbox** while the target handles a message has that one handled again.
 * - A **restart of the courier** changes nothing of that, but that those who wait for its answers are rejected: what it kept
 *   is handled all the same.
 * - A **target that fails** with a message is sent it again, and what came behind it waits; so work that fails half done is
 *   done again.
 * - A message that was sent `deliveries` times in a row while it was the first is **given up**, as is all when the inbox or
 *   the target has ended or its node is lost: it becomes a dead letter of the courier, and whoever asked is rejected with a
 *   `DeliveryGivenUpError`. It may have been handled all the same. The next ones have their turn.
 *
 * Whoever asks is answered when the target has handled the message. While the window is full the courier holds its mailbox, so
 * that whoever heeds what `tell` returns is held back; what waits there outlives a restart. When the courier is stopped, what
 * it kept becomes dead letters. To stop it with `drain` sends what waits, once, but nobody can tell it any more what was
 * handled: what is not known to be is given up, though most of it will be handled. To stop it and know all outcomes, await
 * the answer to an ask first: with that, all that it was told before is settled.
 *
 * @param name of the definition; export the result from the module of a node to spawn the courier there
 * @throws InvalidDefinitionError if `name` is no name; InvalidOptionError if `window` or `deliveries` is no positive whole
 * number, or `retryAfter` is not above 0 or without end, and to spawn it with what is no inbox
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
 * const ToLedger = defineCourier<LedgerProtocol>('ToLedger', { retryAfter: 500 })
 *
 * await using system = await createSystem()
 * const courier = system.spawn(ToLedger, [system.spawn(LedgerInbox, [system.spawn(Ledger)])])
 * courier.tell('book', 12)
 * await courier.ask('book', 13)
 * ```
 */
export function defineCourier<P>(
  name: string,
  options?: CourierOptions,
): ActorDefinition<CourierProtocol<P>, [inbox: ActorRef<InboxProtocol<P>>]>
export function defineCourier(name: string, options: CourierOptions = {}): unknown {
  const limits = checkLimits(options)
  const legacy = new Legacy<DeliveryWindow<Item>>()
  return defineProxy(name, (ctx: Context, inbox: Inbox) => handlers(ctx, inbox, limits, legacy), {
    interleave: ['courier:handled', 'courier:again', 'courier:lost'],
    // What fills the mailbox must not keep out the word that there is room.
    priority: { 'courier:handled': 'high' },
    checkArguments: (inbox) => void requireRef(inbox, 'The inbox of a courier'),
  })
}

interface OwnMessages extends CourierReceipts {
  'courier:again'(): void
  'courier:lost'(): void
}

type Context = ActorContext<UnknownProtocol & OwnMessages>
type Inbox = ActorRef<InboxProtocol<UnknownProtocol>>
type Limits = Required<CourierOptions>

/** A message that is kept, and who is to know what became of it. */
interface Item {
  readonly message: Message<UnknownProtocol>
  readonly reply: Reply<unknown>
}

function handlers(
  ctx: Context,
  inbox: Inbox,
  limits: Limits,
  legacy: Legacy<DeliveryWindow<Item>>,
): ProxyHandlers<UnknownProtocol & OwnMessages> {
  const window = legacy.of(ctx) ?? new DeliveryWindow(limits.window)
  legacy.leave(ctx, () => window)
  const outbox = new Outbox(ctx, inbox, limits, window)
  ctx.on('draining', () => outbox.drain())
  ctx.on('stopping', (drain) => {
    if (drain) outbox.giveUpAll('is to stop')
    else outbox.goOnTaking()
  })
  ctx.on('stopped', () => outbox.close())
  // As a message, which is handled while the mailbox is held: it may be held for what will never come.
  ctx.watchWith(inbox, 'courier:lost')
  return {
    'courier:handled': (upTo) => outbox.handled(upTo),
    'courier:again': () => outbox.again(),
    'courier:lost': () => outbox.giveUpAll(`learned that ${inbox.path} has ended`),
    [otherwise]: (...message) => outbox.accept(message),
  }
}

/** What a courier has sent, and is to know of. */
class Outbox {
  private readonly ctx: Context
  private readonly inbox: Inbox
  private readonly limits: Limits
  private readonly window: DeliveryWindow<Item>
  /** How often the first of the window was sent, in this life. */
  private deliveries = 0
  /** Why nothing is sent any more, if so. */
  private over: string | undefined = undefined
  private isDraining = false
  /** Ends the wait for room. */
  private release: (() => void) | undefined = undefined

  /** @param window outlives a restart */
  constructor(ctx: Context, inbox: Inbox, limits: Limits, window: DeliveryWindow<Item>) {
    this.ctx = ctx
    this.inbox = inbox
    this.limits = limits
    this.window = window
    if (!window.isEmpty) this.again()
  }

  /** Sends the message that is handled; a promise says when there is room for another. */
  accept(message: Message<UnknownProtocol>): Reply<unknown> | Promise<void> {
    const item = { message, reply: this.ctx.reply(message[0]) }
    if (this.over !== undefined) this.giveUp(item)
    else this.send(item)
    if (!this.window.isFull || this.isDraining) return item.reply
    return new Promise((resolve) => {
      this.release = resolve
    })
  }

  handled(upTo: unknown): void {
    const items = typeof upTo === 'number' ? this.window.acknowledge(upTo) : []
    for (const { reply } of items) if (reply.isOpen) reply.answer(undefined)
    if (items.length > 0) this.goOn()
  }

  /** Nothing has been handled for a while. */
  again(): void {
    if (this.deliveries >= this.limits.deliveries) {
      const first = this.window.giveUp()
      if (first !== undefined) this.giveUp(first)
      this.goOn()
    } else this.deliveries++
    // What the way to the inbox has no room for would only wait there beside what was sent before.
    for (const [number, { message }] of this.window) if (!this.post(number, message)) break
    this.wait()
  }

  /** Word of what was handled does not reach it any more: all that waits is sent, and nothing holds it up. */
  drain(): void {
    this.isDraining = true
    this.goOnTaking()
  }

  /** @param over what the courier is, or its inbox has done, so that nothing more is delivered */
  giveUpAll(over: string): void {
    this.over = over
    for (const item of this.window.clear()) this.giveUp(item)
    this.goOn()
  }

  /** Takes in what waits, though the window may be full. */
  goOnTaking(): void {
    this.release?.()
    this.release = undefined
  }

  /** The courier ends: who asked is told so by the system. */
  close(): void {
    for (const { message } of this.window.clear()) this.ctx.deadLetter(...message)
  }

  private send(item: Item): void {
    const isFirst = this.window.isEmpty
    this.post(this.window.add(item), item.message)
    if (!isFirst) return
    this.deliveries = 1
    this.wait()
  }

  /** Another is the first now, and there may be room for many at once. */
  private goOn(): void {
    this.deliveries = 1
    this.wait()
    if (this.window.isHalfEmpty) this.goOnTaking()
  }

  private wait(): void {
    if (this.window.isEmpty) this.ctx.timers.cancel('again')
    else this.ctx.timers.after('again', this.limits.retryAfter, 'courier:again')
  }

  private post(number: number, message: Message<UnknownProtocol>): boolean {
    const { ctx, window } = this
    return this.inbox.tell('inbox:deliver', { from: ctx.self, first: window.first, number, message })
  }

  private giveUp({ message, reply }: Item): void {
    this.ctx.deadLetter(...message)
    if (!reply.isOpen) return
    const why = `${this.inbox.path} did not say that it was handled`
    const over = this.over === undefined ? '' : `, and ${this.ctx.self.path} ${this.over}`
    reply.reject(new DeliveryGivenUpError(`"${message[0]}" was given up: ${why}${over}.`))
  }
}

function checkLimits(options: CourierOptions): Limits {
  const { window = 100, retryAfter = 1000, deliveries = 10 } = checkOptions('defineCourier', options)
  checkCount('window', window)
  checkCount('deliveries', deliveries)
  checkTime('retryAfter', retryAfter)
  if (retryAfter === Number.POSITIVE_INFINITY)
    throw new InvalidOptionError('retryAfter must have an end: what is lost has to be sent again.')
  return { window, retryAfter, deliveries }
}
