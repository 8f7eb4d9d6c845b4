import type { Turn } from '../env/dispatcher.ts'
import type { AskLink } from '../message/ask-chain.ts'
import { Envelope } from '../message/envelope.ts'
import { isRejection } from '../message/errors.ts'
import { Addressee } from './addressee.ts'
import { type Behavior, checkBehavior, handlerOf, isThenable, noBehavior } from './handlers.ts'
import { Handling, Handlings } from './handling.ts'
import { type Letter, nameOf } from './letter.ts'
import type { Mailbox } from './mailbox.ts'
import { type MailboxStats, totalOf } from './mailbox-stats.ts'
import { promised } from './promised.ts'
import type { ReceiveTimeout } from './receive-timeout.ts'
import { isSignal, type Signal } from './signal.ts'
import { Stash } from './stash.ts'
import type { SystemMessage } from './system-message.ts'
import type { Tick } from './tick.ts'

/**
 * The next message may not be handled; only one that may be between the awaits of others; it may be, and its receive
 * time-out is told of it; or it may be, just so.
 */
type Gate = typeof SHUT | typeof AJAR | typeof WATCHED | typeof SWIFT
const SHUT = 0
const AJAR = 1
const WATCHED = 2
const SWIFT = 3

/**
 * An actor's turns: what it was sent is handled message by message, and what its handlers return or throw becomes an
 * answer or a failure. What a failure leads to is for the {@link Cell}, which adds its lives.
 */
export abstract class Turns extends Addressee implements Turn {
  private gate: Gate = SHUT
  /** How many messages were given to a handler. */
  protected handledCount = 0
  /** What is being handled by the code that runs now; only the name of the message until somebody needs to know more. */
  protected current: Handling | string = ''
  behavior: Behavior = noBehavior
  // So much for what each message touches.

  /** What is handled and has not settled. */
  pending = noHandlings
  idling: ReceiveTimeout | undefined = undefined

  /** What concerns its lives. 'breathe' asks for the turn to end. */
  protected abstract obey(message: SystemMessage | undefined): 'breathe' | undefined
  protected abstract receiveSignal(signal: Signal): void
  protected abstract fail(error: unknown, name: string | undefined, handling?: Handling): void
  /** Says anew what may be handled: its phase has changed, or a handler has begun to await, or has settled. */
  abstract readmit(): void

  /** What has become of the messages that it was sent. */
  get stats(): MailboxStats {
    const { handledCount: handled, ownMailbox, sundries } = this
    const deadLetters = sundries?.deadLetters ?? {}
    const waiting = this.waiting - (sundries?.signalCount ?? 0)
    const stashed = sundries?.stash?.length ?? 0
    const received = waiting + stashed + handled + totalOf(deadLetters)
    return {
      received,
      waiting,
      stashed,
      // Where there never was a mailbox, whatever waited did so alone.
      mostWaiting: ownMailbox?.mostWaiting || Math.min(1, received - (sundries?.lateCount ?? 0)),
      handled,
      deadLetters,
    }
  }

  /** Whether it would handle a message of that name now. */
  takes(name: string): boolean {
    return this.gate === AJAR ? this.interleaves(name) : this.gate !== SHUT
  }

  protected admit(inLife: boolean, closed: boolean): void {
    this.gate = inLife ? this.gateInLife() : SHUT
    this.closed = closed
  }

  private gateInLife(): Gate {
    if (this.pending.exclusive !== undefined)
      return this.birth.definition.interleave === undefined ? SHUT : AJAR
    return this.idling === undefined ? SWIFT : WATCHED
  }

  wakeIfNeeded(): void {
    if (this.hasWork()) this.wake()
  }

  run(limit: number): number {
    this.isRunning = true
    const { letter, payload } = this
    let handled = 0
    if (typeof letter === 'string' && this.gate === SWIFT && limit > 0) {
      handled = 1
      this.handledCount++
      this.letter = undefined
      this.receive(letter, payload)
      this.payload = undefined
    }
    if (this.ownMailbox !== undefined || this.letter !== undefined)
      handled += this.handleRest(limit - handled)
    this.isRunning = false
    this.turnEnded()
    this.afterTurn()
    return handled
  }

  /** What is no plain message, or did not wait alone. */
  private handleRest(limit: number): number {
    const { letter } = this
    if (letter instanceof Envelope && this.gate === SWIFT && limit > 0) {
      this.handledCount++
      this.letter = undefined
      this.receiveEnvelope(letter)
      this.payload = undefined
      return 1 + (this.ownMailbox === undefined ? 0 : this.handleAll(this.ownMailbox, limit - 1))
    }
    // A letter that others may overtake has need of a mailbox.
    return this.handleAll(this.mailbox, limit)
  }

  private handleAll(mailbox: Mailbox, limit: number): number {
    let handled = 0
    for (;;) {
      if (mailbox.hasSystem) {
        if (this.obey(mailbox.shiftSystem()) === 'breathe') break
        continue
      }
      if (handled >= limit || mailbox.length === 0) break
      const letter = this.gate === SWIFT ? mailbox.shift() : this.shiftWithCare()
      if (letter === undefined) break
      handled++
      this.handledCount++
      this.handle(letter, mailbox.payload)
    }
    mailbox.release()
    return handled
  }

  private afterTurn(): void {
    this.wakeIfNeeded()
    if (this.sundries?.ebbWaiters !== undefined && this.mailbox.hasEbbed) this.ebbed()
  }

  private handle(letter: Letter, payload: unknown): void {
    if (typeof letter === 'string') this.receive(letter, payload)
    else if (letter instanceof Envelope) this.receiveEnvelope(letter)
    else this.receiveSignal(letter)
  }

  private hasWork(): boolean {
    if (this.ownMailbox?.hasSystem) return true
    if (this.waiting === 0 || this.gate === SHUT) return false
    return this.gate !== AJAR || this.mailbox.hasUnseen
  }

  protected interleaves(name: string): boolean {
    return this.birth.definition.interleave?.has(name) ?? false
  }

  private shiftWithCare(): Letter | undefined {
    const letter = this.gate === WATCHED ? this.mailbox.shift() : this.shiftInterleaved()
    if (this.idling !== undefined && letter !== undefined && !isSignal(letter))
      this.idling.heard(nameOf(letter))
    return letter
  }

  private shiftInterleaved(): Letter | undefined {
    const { interleave } = this.birth.definition
    return this.gate === AJAR && interleave !== undefined ? this.mailbox.shiftOnly(interleave) : undefined
  }

  private receive(name: string, payload: unknown): void {
    if (this.host.inspector !== undefined) this.inspectHandling(name, payload)
    this.current = name
    try {
      const handler = handlerOf(this.behavior, name)
      if (handler === undefined) {
        this.leave(name, payload, 'unhandled')
        return
      }
      const result = handler.call(this.behavior, payload)
      if (isThenable(result)) this.hold(this.handlingNow(), result, payload)
    } catch (error) {
      if (!isRejection(error)) this.fail(error, name)
    }
  }

  /** @param letter how it lay in the mailbox */
  protected receiveEnvelope(envelope: Envelope, letter: Envelope | Tick = envelope): void {
    const { name, payload, spread, reply } = envelope
    if (reply?.isGivenUp || envelope.lapsing?.hasLapsed) {
      this.leave(envelope, payload, 'expired')
      return
    }
    if (this.host.inspector !== undefined) this.inspectHandling(name, payload)
    const handling = new Handling(name, letter)
    this.current = handling
    try {
      const handler = handlerOf(this.behavior, name)
      if (handler === undefined) {
        this.leave(envelope, payload, 'unhandled')
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

  /** Its turn has come, and it is not handled. */
  private leave(letter: string | Envelope, payload: unknown, reason: 'unhandled' | 'expired'): void {
    this.handledCount--
    this.giveUp(letter, payload, reason)
  }

  private inspectHandling(name: string, payload: unknown): void {
    const { host, path, ownMailbox } = this
    host.inspector?.({ type: 'handling', path, from: ownMailbox?.from, name, payload })
  }

  private hold(handling: Handling, result: PromiseLike<unknown>, payload: unknown): void {
    handling.payload = payload
    this.keepPending(handling, this.interleaves(handling.name))
    this.readmit()
    promised(this.host, result).then(
      (value) => this.postSystem({ type: 'settled', handling, failed: false, value }),
      (error) => this.postSystem({ type: 'settled', handling, failed: true, value: error }),
    )
  }

  become(handlers: unknown): void {
    this.behavior = checkBehavior(handlers, this.birth.definition.name)
  }

  keepPending(handling: Handling, interleaves: boolean): void {
    if (this.pending === noHandlings) this.pending = new Handlings()
    this.pending.hold(handling, interleaves)
  }

  /** What a handler returned has settled. Returns `false` where nobody waits for that any more. */
  protected settle(handling: Handling, failed: boolean, value: unknown): boolean {
    if (!this.pending.take(handling)) return false
    this.idling?.heard(handling.name)
    this.readmit()
    try {
      if (failed) this.failHandling(handling, value)
      else this.answerWith(handling, value)
    } catch (error) {
      this.fail(error, handling.name, handling)
    }
    return true
  }

  /** What a handler returned is the answer, unless that is given by another, or later. */
  private answerWith(handling: Handling, value: unknown): void {
    if (!handling.isLetGo) this.answer(handling, value)
  }

  private answer(handling: Handling, value: unknown): void {
    const { reply } = handling
    if (reply === undefined) return
    const rejected = isRejection(value)
    // One that comes too late is told of before the dead letter that it becomes; else it is none if it cannot be sent.
    const isSeen = this.host.inspector !== undefined
    const comesLate = isSeen && !reply.isOpen
    if (comesLate) this.inspectAnswer(handling, value, rejected)
    if (rejected) reply.reject(value)
    else reply.answer(value)
    if (isSeen && !comesLate) this.inspectAnswer(handling, value, rejected)
  }

  inspectAnswer({ name, chain }: Handling, value: unknown, rejected: boolean): void {
    const outcome = rejected ? 'rejection' : 'value'
    this.host.inspector?.({ type: 'answered', path: this.path, name, outcome, value, to: chain?.path })
  }

  private failHandling(handling: Handling, error: unknown): void {
    if (isRejection(error)) this.answer(handling, error)
    else if (handling.wasCalledOff(error)) this.callOff(handling, error)
    else this.fail(error, handling.name, handling)
  }

  /** Nobody is to blame, and whoever gave up knows why: only one who shared in another's ask is told. */
  private callOff({ reply }: Handling, error: unknown): void {
    if (reply?.isOpen && this.host.clock.now('deadline') < reply.deadline) reply.reject(error)
  }

  /** What is handled by the running code, made known for whoever may come back to it. */
  handlingNow(): Handling {
    if (typeof this.current === 'string') this.current = new Handling(this.current)
    return this.current
  }

  /** The same for code that may run after an await; `undefined` where several handlings could be meant. */
  handlingHere(): Handling | undefined {
    return this.host.dispatcher.current === this ? this.handlingNow() : this.pending.only
  }

  linkTo(): AskLink {
    const handling = this.handlingNow()
    handling.id ||= ++this.ownSundries.handlingCount
    return { uid: this.uid, path: this.path, handling: handling.id, before: handling.chain }
  }

  protected holder(): Handling | undefined {
    const { current } = this
    if (this.isRunning && typeof current !== 'string' && !this.interleaves(current.name)) return current
    return this.pending.exclusive
  }

  /** @throws NothingToStashError, StashFullError */
  stash(handling: Handling): void {
    const payload = this.isRunning ? this.mailbox.payload : handling.payload
    const sundries = this.ownSundries
    sundries.stash ??= new Stash(this.mailbox.limits.stash, this.path)
    sundries.stash.put(handling, payload)
    this.handledCount--
  }

  unstashAll(): number {
    const stash = this.sundries?.stash
    if (stash === undefined || stash.length === 0) return 0
    const count = stash.length
    this.mailbox.putBack(stash.empty())
    return count
  }
}

/** Stands for the handlings of an actor that never had one that lasted: most have none, and there are many actors. */
const noHandlings = new Handlings()
