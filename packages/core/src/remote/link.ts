import { beginAsk } from '../cell/addressee.ts'
import type { Address, Sending, Target } from '../cell/target.ts'
import type { AskLink } from '../message/ask-chain.ts'
import type { DeadLetterReason } from '../message/dead-letter.ts'
import { Envelope } from '../message/envelope.ts'
import { MailboxFullError, NodeDownError } from '../message/errors.ts'
import type { OpenAsk } from '../message/open-ask.ts'
import type { LinkStats } from '../system/link-stats.ts'
import type { LocalSystem } from '../system/local-system.ts'
import type { RefCodec } from './codec/refs.ts'
import type { Connection, Frame, FrameReceiver } from './connection.ts'
import type { Control } from './control.ts'
import type { Outflow } from './flow.ts'
import type { Seat } from './launcher.ts'
import { LinkCounters } from './link-counters.ts'
import { LinkFamily } from './link-family.ts'
import { LinkReplies } from './link-replies.ts'
import { LinkWatches } from './link-watches.ts'
import { Outbox, type OutgoingMessage } from './outbox.ts'
import { Outflows } from './outflows.ts'
import { record } from './record.ts'

/**
 * The way to one other node, and all that this node keeps about it: asks that wait, watches, children there. What is
 * sent in one turn leaves in one frame. Before it has a connection, frames wait; after its end, nothing is sent.
 */
export class Link {
  readonly peer: Seat
  readonly watches = new LinkWatches(this)
  readonly family: LinkFamily
  readonly replies: LinkReplies
  /** Called once, when the link has ended and everybody who waited has been told. */
  onClosed: (error: Error) => void = () => {}

  private readonly local: LocalSystem
  private outbox: Outbox
  private readonly createOutbox: () => Outbox
  private readonly asks = new Map<number, OpenAsk>()
  private readonly outflows = new Outflows()
  private readonly traffic = new LinkCounters()
  private connection: Connection | undefined = undefined
  private waiting: Frame[] = []
  private flushing = false
  private lastCorrelation = 0
  private heard = false
  private lostUnderWay = 0
  private closing: Error | undefined = undefined

  constructor(local: LocalSystem, refs: RefCodec, peer: Seat) {
    this.local = local
    this.peer = peer
    this.replies = new LinkReplies(this, () => local.clock.now())
    this.createOutbox = () => new Outbox(refs, local.environment.isProxy, this.replies)
    this.outbox = this.createOutbox()
    this.family = new LinkFamily(local, this, peer)
  }

  /** Why the link has ended; `undefined` while it lives. */
  get closedBy(): Error | undefined {
    return this.closing
  }

  /** How many messages were under way when the link ended, and may have been handled or not. */
  get unacknowledged(): number {
    return this.lostUnderWay
  }

  /** Whether frames leave at once. */
  get isConnected(): boolean {
    return this.connection !== undefined
  }

  /**
   * How it is doing.
   *
   * @param received how many messages have come
   * @param refusedFrames how many frames from nodes of that name made no sense
   */
  stats(received: number, refusedFrames: number): LinkStats {
    return this.traffic.stats(this.outflows.all, { received, refusedFrames, pendingAsks: this.asks.size })
  }

  /** A frame has come. */
  hear(frame: Frame): void {
    this.heard = true
    this.traffic.received(frame)
  }

  /** Whether any frame has come since this was last asked. */
  takeSign(): boolean {
    const { heard } = this
    this.heard = false
    return heard
  }

  attach(connection: Connection, receiver: FrameReceiver): void {
    // Frames refer to what was said in earlier ones, so none may overtake those that wait: what arrives can be answered.
    for (const frame of this.waiting) connection.send(frame)
    this.waiting = []
    this.connection = connection
    connection.open(receiver)
  }

  tell(address: Address, name: string, payload: unknown): boolean {
    const outflow = this.outflowTo(address, name, payload)
    if (outflow === undefined) return this.closing !== undefined
    this.outbox.tellPlain(address.uid, name, payload)
    return this.sent(outflow)
  }

  send(
    address: Address,
    name: string,
    payload: unknown,
    spread: boolean,
    sending: Sending | undefined,
  ): boolean {
    const outflow = this.outflowTo(address, name, payload)
    if (outflow === undefined) return this.closing !== undefined
    const { priority = 'normal', transfer, ttl } = sending ?? {}
    this.outbox.tell({ uid: address.uid, name, payload, spread, priority, transfer, ttl })
    return this.sent(outflow)
  }

  /** The promise is the ask's own: one around it would settle after the turn in which the asker is to continue. */
  ask(
    target: Target,
    name: string,
    payload: unknown,
    spread: boolean,
    sending: Sending | undefined,
  ): Promise<unknown> {
    const ask = beginAsk(this.local, target, name, sending)
    if (!ask.isOpen) return ask.promise
    try {
      this.pass(target.address, new Envelope(name, payload, spread, ask, ask.asker?.linkTo()), sending)
    } catch (error) {
      ask.giveUp(error)
    }
    return ask.promise
  }

  /** Sends on an ask. Its answer comes back here, and goes on from here to whoever waits for it. */
  pass(address: Address, ask: Envelope, sending: Sending | undefined): void {
    const { name, payload, spread, reply, chain } = ask
    if (reply === undefined) return
    const outflow = this.outflowTo(address, name, payload)
    if (outflow === undefined) {
      reply.reject(this.refusal(address, name))
      return
    }
    const { priority = 'normal', transfer, ttl } = sending ?? {}
    const message = { uid: address.uid, name, payload, spread, priority, transfer, ttl }
    this.sendAsk(outflow, message, reply, chain)
  }

  ready(address: Address): Promise<void> {
    const outflow = this.outflows.get(address.uid)
    if (!outflow?.isFilled) return Promise.resolve()
    const room = outflow.ready()
    this.local.dispatcher.holdsUp?.(room)
    return room
  }

  stop(address: Address, drain: boolean): void {
    this.put(record.stop, address.uid, drain ? 1 : 0, undefined)
  }

  control(message: Control): void {
    this.put(record.control, 0, 0, message)
  }

  /** Sends any record but a message. After the end of the link this does nothing. */
  put(kind: number, first: number, second: number, value: unknown, transfer?: readonly ArrayBuffer[]): void {
    if (this.closing !== undefined) return
    this.outbox.put(kind, first, second, value, transfer)
    this.written()
  }

  await(ask: OpenAsk): number {
    const correlation = ++this.lastCorrelation
    this.asks.set(correlation, ask)
    ask.onEnd(() => {
      // The far side need not go on, unless this is its own answer.
      if (this.asks.delete(correlation))
        this.put(record.giveUp, correlation, ask.isTimedOut ? 1 : 0, undefined)
    })
    return correlation
  }

  awaitNoMore(correlation: number): void {
    this.asks.delete(correlation)
  }

  /** The ask that an answer belongs to, if it still waits. */
  takeAsk(correlation: number): OpenAsk | undefined {
    const ask = this.asks.get(correlation)
    this.asks.delete(correlation)
    return ask
  }

  granted(uid: number, count: number): void {
    this.traffic.taken(this.outflows.granted(uid, count))
  }

  readonly flush = (): void => {
    this.flushing = false
    if (this.outbox.isOpen) {
      this.flushSoon()
      return
    }
    if (this.outbox.isEmpty) return
    const frame = this.outbox.take()
    this.traffic.sent(frame)
    if (this.connection === undefined) this.waiting.push(frame)
    else this.connection.send(frame)
  }

  nameFreed(uid: number): void {
    this.local.names.ended(uid)
  }

  /** Ends the link once what was sent has left. */
  end(): void {
    this.flush()
    this.connection?.close()
  }

  /**
   * The far side is lost. Whoever waits for it is told, with the reason: askers, watchers, parents of actors there.
   * Actors here whose parent was there are stopped.
   */
  close(error: Error): void {
    if (this.closing !== undefined) return
    this.closing = error
    this.waiting = []
    // Refs keep a link for long after its end, and this one all that it needed to speak and to hear.
    this.connection = undefined
    this.outbox = this.createOutbox()
    for (const ask of [...this.asks.values()]) ask.reject(error)
    this.asks.clear()
    this.family.close(error)
    this.watches.close(error)
    for (const outflow of this.outflows.all) {
      this.lostUnderWay += outflow.unacknowledged
      outflow.open()
    }
    this.outflows.clear()
    if (this.lostUnderWay > 0) this.warnOfLost()
    this.onClosed(error)
  }

  private warnOfLost(): void {
    this.local.logger.write(
      'warn',
      `node ${this.peer.name} is down: ${this.lostUnderWay} messages were under way to its actors, and may have been handled or not`,
    )
  }

  private outflowTo(address: Address, name: string, payload: unknown): Outflow | undefined {
    if (this.closing === undefined) {
      const outflow = this.outflows.to(address)
      if (!outflow.isFull) return outflow
    }
    this.giveUp(this.closing === undefined ? 'mailbox-full' : 'unreachable', address, name, payload)
    return undefined
  }

  private sendAsk(
    outflow: Outflow,
    message: OutgoingMessage,
    ask: OpenAsk,
    chain: AskLink | undefined,
  ): void {
    const correlation = this.await(ask)
    try {
      this.outbox.ask(message, correlation, chain, ask.deadline - this.local.clock.now())
    } catch (error) {
      this.awaitNoMore(correlation)
      throw error
    }
    this.sent(outflow)
  }

  private giveUp(reason: DeadLetterReason, address: Address, name: string, payload: unknown): void {
    this.local.deadLetter(reason, address.path, name, this.local.sealer.seal(payload))
  }

  private refusal(address: Address, name: string): Error {
    const { closing } = this
    if (closing === undefined) {
      return new MailboxFullError(
        `"${name}" was refused: too many messages are under way to ${address.path}. Heed what tell returns, and await ref.ready().`,
      )
    }
    return new NodeDownError(`"${name}" cannot reach ${address.path}: its node ${this.peer.name} is down.`, {
      cause: closing.cause ?? closing,
    })
  }

  private sent(outflow: Outflow): boolean {
    outflow.sent()
    this.written()
    return !outflow.isFilled
  }

  private written(): void {
    if (this.outbox.isFull) this.flush()
    else this.flushSoon()
  }

  private flushSoon(): void {
    if (this.flushing) return
    this.flushing = true
    this.local.dispatcher.afterTurns(this.flush)
  }
}
