import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { type AskLink, chainPaths, passes, waitsIn } from '../message/ask-chain.ts'
import type { DeadLetterReason } from '../message/dead-letter.ts'
import { Envelope } from '../message/envelope.ts'
import { AskCycleError } from '../message/errors.ts'
import { expiryIn } from '../message/expiry.ts'
import type { Priority } from '../message/priority.ts'
import { CellRef } from './cell-ref.ts'
import { Watchers } from './death-watch.ts'
import type { Ending } from './ending.ts'
import type { Handling } from './handling.ts'
import type { Host } from './host.ts'
import { Intake } from './intake.ts'
import type { Letter } from './letter.ts'
import { withDeadLetter } from './mailbox-stats.ts'
import { type Asker, PendingAsk } from './pending-ask.ts'
import { overflowError, type RefusalReason, refusal } from './refusal.ts'
import { type DownSignal, isSignal, type LinkSignal, type Signal } from './signal.ts'
import { Sundries } from './sundries.ts'
import {
  childEnded,
  type Failure,
  type Offspring,
  type Order,
  type SystemMessage,
  stopOrder,
} from './system-message.ts'
import type { Address, Sending, Target, Watcher } from './target.ts'
import type { Tick } from './tick.ts'

/**
 * An actor as those see it who send to it: whatever they send is taken in, or becomes a dead letter with a reason. How it
 * handles what it has taken in is for its {@link Turns}.
 */
export abstract class Addressee extends Intake implements Target, Address, Asker {
  /** Whether it is to stop, or has stopped: no message that is sent now will be handled. */
  protected closed = false
  protected sundries: Sundries | undefined = undefined
  watchers: Watchers | undefined = undefined
  private ownRef: CellRef | undefined = undefined

  abstract get isAlive(): boolean
  /** How it ends, once that has begun. */
  abstract get ending(): Ending | undefined
  abstract bind(id: string, by: AnyActorRef): void
  abstract unbind(id: string, end: Ending | undefined): void
  abstract stop(drain: boolean): void
  /** The handling that the running code belongs to, made known for whoever may come back to it. */
  abstract handlingNow(): Handling
  /** The chain of an ask that the running code makes. */
  abstract linkTo(): AskLink
  /** Gives up an ask of its setup that waits for one that waits for this setup. */
  abstract refuseCircularStart(ask: PendingAsk): void
  /** What was put aside goes back, ahead of the mailbox; returns how many those are. */
  abstract unstashAll(): number
  protected abstract interleaves(name: string): boolean
  /** The handling that all messages but interleaved ones wait for. */
  protected abstract holder(): Handling | undefined
  /** Its mailbox is full, and its policy is to fail for that. */
  protected abstract failFull(error: Error): void

  get target(): Target {
    return this
  }

  get address(): Address {
    return this
  }

  get node(): number {
    return this.host.node
  }

  get uid(): number {
    return this.birth.uid
  }

  get path(): string {
    const { name, definition, supervisor } = this.birth
    return name === undefined
      ? `${supervisor.path}/${definition.name}$${this.uid}`
      : `${supervisor.path}/${name}`
  }

  get ref(): CellRef {
    this.ownRef ??= new CellRef(this)
    return this.ownRef
  }

  protected get ownSundries(): Sundries {
    this.sundries ??= new Sundries()
    return this.sundries
  }

  tell(name: string, payload: unknown): boolean {
    // A number is sealed as it is: not to ask for that is felt, where a message is little more than one.
    const sealed = typeof payload === 'number' ? payload : this.host.sealer.seal(payload)
    return this.post(name, sealed, 'normal')
  }

  send(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): boolean {
    const sealed = this.host.sealer.seal(payload, sending?.transfer)
    const expiry = expiryIn(this.host.clock, sending?.ttl)
    const isPlain = !spread && expiry === undefined
    const letter = isPlain ? name : new Envelope(name, sealed, spread, undefined, undefined, expiry)
    return this.post(letter, sealed, sending?.priority ?? 'normal')
  }

  ask(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): Promise<unknown> {
    const { host } = this
    try {
      const sealed = host.sealer.seal(payload, sending?.transfer)
      const ask = beginAsk(host, this, name, sending)
      if (!ask.isOpen) return ask.promise
      const expiry = expiryIn(host.clock, sending?.ttl)
      const envelope = new Envelope(name, sealed, spread, ask, ask.asker?.linkTo(), expiry)
      this.post(envelope, sealed, sending?.priority ?? 'normal')
      return ask.promise
    } catch (error) {
      return Promise.reject(error)
    }
  }

  pass({ name, payload, spread, reply, chain }: Envelope, sending: Sending | undefined): void {
    const sealed = this.host.sealer.seal(payload, sending?.transfer)
    const expiry = expiryIn(this.host.clock, sending?.ttl)
    this.post(new Envelope(name, sealed, spread, reply, chain, expiry), sealed, sending?.priority ?? 'normal')
  }

  /** Takes a letter whose contents nobody else holds: the way that local and remote messages share. */
  post(letter: Letter, payload: unknown, priority: Priority): boolean {
    const { host } = this
    if (host.inspector !== undefined && !isSignal(letter)) this.inspectSent(letter, payload)
    if (this.closed) {
      this.ownSundries.lateCount++
      this.giveUp(letter, payload, 'terminated')
      return true
    }
    if (typeof letter !== 'string' && this.closesCycle(letter)) return true
    // A handler that runs may yet put aside what it handles, whose argument lies here: the place is taken.
    if (this.ownMailbox !== undefined || this.letter !== undefined || this.isRunning || priority !== 'normal')
      return this.queue(letter, payload, priority)
    this.letter = letter
    this.payload = payload
    this.wake()
    return true
  }

  ready(): Promise<void> {
    this.host.dispatcher.meets?.(this)
    if (!this.isAlive || !this.ownMailbox?.isAboveHighWater) return Promise.resolve()
    return new Promise((resolve) => this.whenEbbed(resolve))
  }

  /** Calls `task` once, when less than half of the high-water mark waits, or the actor has ended. */
  whenEbbed(task: () => void): void {
    if (!this.isAlive || this.mailbox.hasEbbed) {
      task()
      return
    }
    this.whenNextEbbed(task)
  }

  /** Calls `task` once, after the next turn that leaves so little waiting, or when the actor has ended. */
  whenNextEbbed(task: () => void): void {
    const sundries = this.ownSundries
    sundries.ebbWaiters ??= []
    sundries.ebbWaiters.push(task)
  }

  watch(watcher: Watcher, ref: AnyActorRef): void {
    this.host.dispatcher.meets?.(this)
    if (!this.isAlive) {
      watcher.notify({ ref, reason: 'no-such-actor', error: undefined })
      return
    }
    this.watchers ??= new Watchers()
    this.watchers.add(watcher, ref)
    watcher.begun?.()
  }

  unwatch(watcher: Watcher): void {
    this.host.dispatcher.meets?.(this)
    this.watchers?.remove(watcher)
  }

  order(order: Order, error?: unknown): void {
    this.postSystem(order === 'stop' && error === undefined ? stopOrder : { type: 'order', order, error })
  }

  childFailed(child: Offspring, failure: Failure): void {
    this.postSystem({ type: 'child-failed', child, failure })
  }

  childChanged(rested?: Offspring): void {
    if (rested !== undefined) this.postSystem({ type: 'child-changed', rested })
    // Whoever looks at its children sees all that has changed: one word of it is enough.
    else if (this.ownMailbox?.lastSystem !== childEnded) this.postSystem(childEnded)
  }

  answered(ask: PendingAsk, failed: boolean, value: unknown): void {
    this.postSystem({ type: 'answered', ask, failed, value })
  }

  waitsFor(ask: PendingAsk): void {
    this.ownSundries.ownAsks.add(ask)
  }

  waitsNoMoreFor(ask: PendingAsk): void {
    this.sundries?.ownAsks.remove(ask)
  }

  /** Those whose answers it waits for, the first that was made first. */
  get openAsks(): readonly PendingAsk[] {
    return this.sundries?.ownAsks.all ?? []
  }

  abandonAsks(): void {
    this.sundries?.ownAsks.abandon(this.path)
  }

  postDown(signal: DownSignal | LinkSignal): void {
    this.postSignal(signal, 'normal')
  }

  postTick(tick: Tick): void {
    // Nothing that comes now will be handled: a drain would not end while an interval goes on.
    if (this.closed) return
    this.mailbox.push(tick, undefined)
    this.wake()
  }

  postSystem(message: SystemMessage): void {
    if (!this.isAlive) {
      // Nobody is left to continue in a turn of its own, but whoever awaits must not hang.
      if (message.type === 'answered') message.ask.conclude(message.failed, message.value)
      return
    }
    this.mailbox.pushSystem(message)
    this.wake()
  }

  /** Signals always fit, and keep their place among the messages. */
  protected postSignal(signal: Signal, priority: Priority): void {
    this.ownSundries.signalCount++
    this.mailbox.pushTo(priority, signal, undefined)
    this.wake()
  }

  protected makeRoom(letter: Letter, payload: unknown): boolean {
    const { overflow } = this.mailbox.limits
    if (overflow === 'drop-oldest') {
      const { mailbox } = this
      // The sender may be this actor's own handler, which may yet put its message aside.
      const handled = mailbox.payload
      const oldest = mailbox.shiftOldest()
      if (oldest !== undefined) this.giveUp(oldest, mailbox.payload, 'mailbox-full')
      mailbox.payload = handled
      return true
    }
    this.giveUp(letter, payload, 'mailbox-full')
    if (overflow === 'fail') this.failFull(overflowError(this.path, this.birth))
    return false
  }

  /** Refuses an ask whose answer would wait for itself. */
  private closesCycle(letter: Letter): boolean {
    if (!(letter instanceof Envelope) || letter.chain === undefined || this.interleaves(letter.name))
      return false
    if (this.host.dispatcher.meets !== undefined && passes(letter.chain, this.uid))
      this.host.dispatcher.meets(this)
    const waiting = this.holder()
    if (waiting === undefined || !waitsIn(letter.chain, this.uid, waiting.id)) return false
    letter.reply?.reject(new AskCycleError([...chainPaths(letter.chain), this.path]))
    return true
  }

  /** A message that will not be handled becomes a dead letter, and its asker is told at once. */
  protected giveUp(letter: Letter, payload: unknown, reason: RefusalReason): void {
    if (isSignal(letter)) return
    const name = typeof letter === 'string' ? letter : letter.name
    this.deadLetter(reason, name, typeof letter === 'string' ? payload : letter.payload)
    if (typeof letter !== 'string') letter.reply?.reject(this.refusal(name, reason))
  }

  deadLetter(reason: DeadLetterReason, name: string, payload: unknown): void {
    const sundries = this.ownSundries
    sundries.deadLetters = withDeadLetter(sundries.deadLetters, reason)
    this.host.deadLetter(reason, this.path, name, payload)
  }

  refusal(name: string, reason: RefusalReason): Error {
    return refusal(name, reason, this.path, this.birth, this.ending)
  }

  discardMessages(): void {
    const { mailbox } = this
    this.unstashAll()
    for (let letter = mailbox.shift(); letter !== undefined; letter = mailbox.shift()) {
      this.giveUp(letter, mailbox.payload, 'terminated')
    }
    mailbox.release()
  }

  refuseAsks(error: Error): void {
    for (const { name, payload, reply } of this.mailbox.takeAsks()) {
      this.deadLetter('terminated', name, payload)
      reply?.reject(error)
    }
  }

  protected ebbed(): void {
    const { sundries } = this
    const waiters = sundries?.ebbWaiters
    if (sundries === undefined || waiters === undefined) return
    sundries.ebbWaiters = undefined
    for (const waiter of waiters) waiter()
  }

  private inspectSent(letter: string | Envelope, payload: unknown): void {
    const { host, path } = this
    const isPlain = typeof letter === 'string'
    host.inspector?.({
      type: 'sent',
      path,
      from: actorIn(host)?.path,
      name: isPlain ? letter : letter.name,
      payload,
      isAsk: !isPlain && letter.reply !== undefined,
      isSpread: !isPlain && letter.spread,
      via: host.arrivingFrom,
    })
  }
}

/** The actor that the running code belongs to, if any. */
export function actorIn({ dispatcher }: Host): Addressee | undefined {
  const { current } = dispatcher
  return current instanceof Addressee ? current : undefined
}

/** Begins to wait for an answer. Where the time of whoever asks is over already, the ask has ended when this returns. */
export function beginAsk(host: Host, target: Target, name: string, sending: Sending | undefined): PendingAsk {
  const asker = actorIn(host)
  const timeout = sending?.timeout ?? host.askTimeout
  const ask = new PendingAsk(host.asks, target, name, timeout, asker, asker?.handlingNow())
  host.asks.add(ask)
  if (asker?.birth.grouped) asker.refuseCircularStart(ask)
  if (sending?.signal !== undefined) ask.heed(sending.signal)
  return ask
}
