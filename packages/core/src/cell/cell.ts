import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { SpawnOptions } from '../behavior/spawn-options.ts'
import type { Turn } from '../env/dispatcher.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { AskLink } from '../message/ask-chain.ts'
import { Envelope } from '../message/envelope.ts'
import { isRejection } from '../message/errors.ts'
import type { CellRef } from './actor-ref.ts'
import { Addressee } from './addressee.ts'
import type { Body } from './body.ts'
import type { Ending } from './ending.ts'
import { type Behavior, handlerOf, isThenable, noBehavior } from './handlers.ts'
import { Handling, Handlings } from './handling.ts'
import type { Birth, Host, Subordinate } from './host.ts'
import { Lifecycle } from './lifecycle.ts'
import { type Letter, nameOf } from './mailbox.ts'
import type { MailboxStats } from './mailbox-stats.ts'
import type { ReceiveTimeout } from './receive-timeout.ts'
import { DrainSignal, isSignal, LinkSignal, type Signal } from './signal.ts'
import { Stash } from './stash.ts'
import type { SystemMessage } from './system-message.ts'
import { Tick } from './tick.ts'

/**
 * One actor, and its turns: what it is sent waits in its mailbox, and is handled message by message. How its lives begin and
 * end is its {@link Lifecycle}.
 */
export class Cell extends Addressee implements Turn, Subordinate, Body {
  behavior: Behavior = noBehavior
  pending = noHandlings

  private readonly lifecycle: Lifecycle
  idling: ReceiveTimeout | undefined = undefined
  /** Whether the next message may be handled. */
  private open = false
  /** Whether it may be, and nobody is told of it: the one thing that the hot path looks at. */
  private swift = false
  private running = false
  private handlingCount = 0
  /** What is being handled by the code that runs now, once somebody needs to know; and the message's name. */
  private current: Handling | undefined = undefined
  private currentName = ''
  private stashed: Stash | undefined = undefined
  /** How many messages were given to a handler. */
  private handledCount = 0

  constructor(host: Host, birth: Birth) {
    super(host, birth)
    this.lifecycle = new Lifecycle(this)
  }

  get refForChildren(): AnyActorRef | undefined {
    return this.birth.guardian ? undefined : this.ref
  }

  get subordinates(): readonly Subordinate[] {
    return this.lifecycle.subordinates
  }

  get isAlive(): boolean {
    return this.lifecycle.isAlive
  }

  get ending(): Ending | undefined {
    return this.lifecycle.ending
  }

  /** What has become of the messages that it was sent. */
  get stats(): MailboxStats {
    const { mostWaiting, handledCount: handled } = this
    const waiting = this.mailbox.length - this.signalCount
    const stashed = this.stashed?.length ?? 0
    const received = waiting + stashed + handled + (this.deadLetters?.total ?? 0)
    return { received, waiting, stashed, mostWaiting, handled, deadLetters: this.deadLetters?.counts ?? {} }
  }

  get isRunning(): boolean {
    return this.running
  }

  /** Whether it would handle a message of that name now. */
  takes(name: string): boolean {
    return this.open || (this.canInterleave() && this.interleaves(name))
  }

  /** The child of that name, or of that number for one without a name. */
  child(name: string): Subordinate | undefined {
    return this.lifecycle.child(name)
  }

  spawn(definition: AnyDefinition, args: readonly unknown[], options: SpawnOptions): CellRef {
    return this.lifecycle.capabilities.spawn(definition, args, options)
  }

  start(): void {
    this.lifecycle.start()
  }

  bind(id: string, by: AnyActorRef): void {
    if (this.isAlive) this.lifecycle.capabilities.links.accept(id, by)
  }

  unbind(id: string, end: Ending | undefined): void {
    if (this.isAlive) this.lifecycle.capabilities.links.release(id, end)
  }

  stop(drain: boolean): void {
    if (!drain || !this.isAlive) {
      this.order('stop')
      return
    }
    this.lifecycle.drain()
    this.postSignal(new DrainSignal(), 'low')
  }

  /** The handling that all messages but interleaved ones wait for. */
  protected holder(): Handling | undefined {
    const { current } = this
    if (this.running && current !== undefined && !this.interleaves(current.name)) return current
    return this.pending.exclusive
  }

  protected failFull(error: Error): void {
    if (this.lifecycle.mayFail) this.lifecycle.fail(error, undefined)
  }

  // ---- a turn

  run(limit: number): number {
    const { mailbox } = this
    this.running = true
    let handled = 0
    for (;;) {
      if (mailbox.hasSystem) {
        if (this.obey(mailbox.shiftSystem()) === 'breathe') break
        continue
      }
      if (handled >= limit) break
      const letter = this.swift ? mailbox.shift() : this.shiftWithCare()
      if (letter === undefined) break
      handled++
      this.handle(letter)
    }
    mailbox.release()
    this.handledCount += handled
    this.running = false
    this.scheduled = false
    if (this.hasWork()) this.schedule()
    if (this.ebbWaiters !== undefined && mailbox.hasEbbed) this.ebbed()
    return handled
  }

  private handle(letter: Letter): void {
    if (typeof letter === 'string') this.receive(letter, this.mailbox.payload)
    else if (letter instanceof Envelope) this.receiveEnvelope(letter)
    else this.receiveSignal(letter)
  }

  private hasWork(): boolean {
    const { mailbox } = this
    if (mailbox.hasSystem) return true
    if (this.open) return mailbox.length > 0
    return this.canInterleave() && mailbox.hasUnseen
  }

  private canInterleave(): boolean {
    return this.lifecycle.isRunning && this.birth.definition.interleave !== undefined
  }

  private shiftWithCare(): Letter | undefined {
    const letter = this.open ? this.mailbox.shift() : this.shiftInterleaved()
    if (this.idling !== undefined && letter !== undefined && !isSignal(letter))
      this.idling.heard(nameOf(letter))
    return letter
  }

  private shiftInterleaved(): Letter | undefined {
    const { interleave } = this.birth.definition
    if (interleave === undefined || !this.lifecycle.isRunning) return undefined
    return this.mailbox.shiftOnly(interleave)
  }

  protected interleaves(name: string): boolean {
    return this.birth.definition.interleave?.has(name) ?? false
  }

  private receive(name: string, payload: unknown): void {
    if (this.host.inspector !== undefined)
      this.host.inspector({ type: 'handling', path: this.path, name, payload })
    this.current = undefined
    this.currentName = name
    try {
      const handler = handlerOf(this.behavior, name)
      if (handler === undefined) {
        this.handledCount--
        this.giveUp(name, payload, 'unhandled')
        return
      }
      const result = handler.call(this.behavior, payload)
      if (isThenable(result)) this.hold(this.handlingNow(), result, payload)
    } catch (error) {
      if (!isRejection(error)) this.lifecycle.fail(error, name)
    }
  }

  /** @param letter how it lay in the mailbox */
  private receiveEnvelope(envelope: Envelope, letter: Envelope | Tick = envelope): void {
    const { name, payload, spread, reply } = envelope
    if (reply?.isGivenUp || envelope.lapsing?.hasLapsed) {
      this.handledCount--
      this.giveUp(envelope, payload, 'expired')
      return
    }
    if (this.host.inspector !== undefined)
      this.host.inspector({ type: 'handling', path: this.path, name, payload })
    const handling = new Handling(++this.handlingCount, name, letter)
    this.current = handling
    try {
      const handler = handlerOf(this.behavior, name)
      if (handler === undefined) {
        this.handledCount--
        this.giveUp(envelope, payload, 'unhandled')
        return
      }
      const result =
        spread && Array.isArray(payload)
          ? handler.apply(this.behavior, payload)
          : handler.call(this.behavior, payload)
      if (isThenable(result)) this.hold(handling, result, undefined)
      else this.answerWith(handling, result)
    } catch (error) {
      this.failHandling(handling, error)
    }
  }

  private receiveSignal(signal: Signal): void {
    this.current = undefined
    this.currentName = ''
    if (signal instanceof Tick) {
      this.receiveTick(signal)
      return
    }
    this.signalCount--
    this.handledCount--
    if (signal instanceof DrainSignal) {
      this.lifecycle.beginStop('stopped', undefined, true)
      return
    }
    let message: Envelope | undefined
    try {
      if (signal instanceof LinkSignal) this.lifecycle.capabilities.links.take(signal)
      else message = this.lifecycle.capabilities.takeDown(signal)
    } catch (error) {
      this.lifecycle.fail(error, undefined)
    }
    if (message === undefined) return
    this.handledCount++
    this.receiveEnvelope(message)
  }

  private receiveTick(tick: Tick): void {
    if (!tick.isDue() || this.pending.handlesTickOf(tick.source)) {
      this.handledCount--
      return
    }
    this.idling?.heard(tick.name)
    this.receiveEnvelope(tick.envelope, tick)
  }

  private hold(handling: Handling, result: PromiseLike<unknown>, payload: unknown): void {
    handling.payload = payload
    this.keepPending(handling, this.interleaves(handling.name))
    this.lifecycle.updateBody()
    // Not every thenable settles once, and later: this one does.
    const promise = Promise.resolve(result)
    this.host.dispatcher.expects?.(promise)
    promise.then(
      (value) => this.postSystem({ type: 'settled', handling, failed: false, value }),
      (error) => this.postSystem({ type: 'settled', handling, failed: true, value: error }),
    )
  }

  keepPending(handling: Handling, interleaves: boolean): void {
    if (this.pending === noHandlings) this.pending = new Handlings()
    this.pending.hold(handling, interleaves)
  }

  /** What a handler returned is the answer, unless that is given by another, or later. */
  private answerWith(handling: Handling, value: unknown): void {
    if (!handling.isLetGo) this.answer(handling, value)
  }

  private answer(handling: Handling, value: unknown): void {
    const { reply } = handling
    if (reply === undefined) return
    const rejected = isRejection(value)
    const outcome = rejected ? 'rejection' : 'value'
    const { name, chain } = handling
    this.host.inspector?.({ type: 'answered', path: this.path, name, outcome, to: chain?.path })
    if (rejected) reply.reject(value)
    else reply.answer(value)
  }

  private failHandling(handling: Handling, error: unknown): void {
    if (isRejection(error)) this.answer(handling, error)
    else if (handling.wasCalledOff(error)) this.callOff(handling, error)
    else this.lifecycle.fail(error, handling.name, handling)
  }

  /** Nobody is to blame, and whoever gave up knows why: only one who shared in another's ask is told. */
  private callOff({ reply }: Handling, error: unknown): void {
    if (reply?.isOpen && this.host.clock.now() < reply.deadline) reply.reject(error)
  }

  /** The handling that the running code belongs to, made known for whoever may come back to it. */
  handlingNow(): Handling {
    this.current ??= new Handling(++this.handlingCount, this.currentName)
    return this.current
  }

  /** The same for code that may run after an await; `undefined` where several handlings could be meant. */
  handlingHere(): Handling | undefined {
    return this.host.dispatcher.current === this ? this.handlingNow() : this.pending.only
  }

  /** The chain of an ask that the running code makes. */
  linkTo(): AskLink {
    const handling = this.handlingNow()
    return { uid: this.uid, path: this.path, handling: handling.id, before: handling.chain }
  }

  // ---- the stash

  /** @throws NothingToStashError, StashFullError */
  stash(handling: Handling): void {
    const payload = this.running ? this.mailbox.payload : handling.payload
    this.stashed ??= new Stash(this.mailbox.limits.stash, this.path)
    this.stashed.put(handling, payload)
    this.handledCount--
  }

  unstashAll(): number {
    const count = this.stashed?.length ?? 0
    if (this.stashed !== undefined && count > 0) this.mailbox.putBack(this.stashed.empty())
    return count
  }

  // ---- system messages

  private obey(message: SystemMessage | undefined): 'breathe' | undefined {
    this.current = undefined
    this.currentName = ''
    switch (message?.type) {
      case 'order':
        this.lifecycle.obey(message.order, message.error)
        break
      case 'child-failed':
        this.lifecycle.decide(message.child, message.failure)
        break
      case 'child-changed':
        this.lifecycle.childChanged(message.rested)
        break
      case 'settled':
        this.settle(message.handling, message.failed, message.value)
        break
      case 'set-up':
        this.lifecycle.setUp(message.handling, message.failed, message.value)
        break
      case 'overdue':
        this.lifecycle.overdue()
        break
      case 'stop-self':
        this.lifecycle.stopByItself()
        break
      case 'pipe-failed':
        this.lifecycle.failPiped(message.life, message.error, message.name)
        break
      case 'answered':
        // What continues after the await belongs to the handling that asked, so that what it asks is known to be its.
        this.current = message.ask.handling
        this.host.dispatcher.breathe(() => message.ask.conclude(message.failed, message.value))
        return 'breathe'
    }
    return undefined
  }

  private settle(handling: Handling, failed: boolean, value: unknown): void {
    if (!this.pending.take(handling)) return
    this.idling?.heard(handling.name)
    this.lifecycle.updateBody()
    try {
      if (failed) this.failHandling(handling, value)
      else this.answerWith(handling, value)
    } catch (error) {
      this.lifecycle.fail(error, handling.name, handling)
    }
    this.lifecycle.continueEnding()
  }

  // ---- what its lifecycle needs

  admit(open: boolean, closed: boolean): void {
    this.open = open
    this.swift = open && this.idling === undefined
    this.closed = closed
  }

  runSetup(): void {
    const { dispatcher } = this.host
    const turnBefore = dispatcher.current
    const runningBefore = this.running
    this.current = undefined
    this.currentName = ''
    dispatcher.current = this
    this.running = true
    this.lifecycle.callSetup()
    dispatcher.current = turnBefore
    this.running = runningBefore
  }

  wakeIfNeeded(): void {
    if (!this.scheduled && this.hasWork()) this.schedule()
  }

  refusalOf(handling: Handling): Error {
    return this.refusal(handling.name, 'terminated')
  }

  ended({ reason, error }: Ending): void {
    this.host.ended(this)
    this.discardMessages()
    this.concludeAnswered()
    this.host.inspector?.({ type: 'stopped', path: this.path, reason })
    this.watchers?.notify(reason, error)
    this.ebbed()
  }

  /** Whoever awaits an answer that came already must not hang. */
  private concludeAnswered(): void {
    const { mailbox } = this
    for (let message = mailbox.shiftSystem(); message !== undefined; message = mailbox.shiftSystem()) {
      if (message.type === 'answered') message.ask.conclude(message.failed, message.value)
    }
  }
}

/** Stands for the handlings of an actor that never had one that lasted: most have none, and there are many actors. */
const noHandlings = new Handlings()
