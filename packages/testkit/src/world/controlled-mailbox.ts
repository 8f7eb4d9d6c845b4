import type { Priority } from '@troupe/core'
import {
  type Birth,
  type Cell,
  Envelope,
  isSignal,
  type Letter,
  Mailbox,
  nameOf,
  PendingAsk,
  type SystemMessage,
} from '@troupe/core/internal'
import { windowOf } from '@troupe/core/remote'
import { Channel, type Held, lanes } from './channel.ts'
import type { HostOfActor } from './host-of-actor.ts'
import type { HostWork } from './host-work.ts'
import type { Present } from './present.ts'
import type { WorldEvent } from './schedule.ts'

/**
 * A mailbox that keeps what was sent in one channel for each sender, until it is decided which comes next. Answers wait
 * here, too; what else concerns the actor's life goes through at once.
 */
export class ControlledMailbox extends Mailbox {
  /** The actor's path. */
  readonly path: string
  /** The actor, as soon as it has been sent something. */
  cell: Cell | undefined = undefined

  private readonly present: Present
  private readonly isOrdered: boolean
  private readonly priorities: ReadonlyMap<string, Priority> | undefined
  private readonly channels = new Map<string, Channel>()
  /** That the actor takes the first of the messages that it had put aside, and has put back. */
  private returned: WorldEvent | undefined = undefined
  private returns = 0
  private heldLetters = 0
  /** How many letters it has been sent in all. */
  private total = 0
  /** Who waits until there is room again. */
  private waiters: string[] = []
  private heldAnswers = 0
  private lastFrom: string | undefined = undefined

  /** @param isOrdered whether nothing overtakes what the same sender had sent before it */
  constructor(birth: Birth, path: string, present: Present, isOrdered: boolean) {
    super(birth.terms.mailbox)
    this.isOrdered = isOrdered
    this.path = path
    this.present = present
    this.priorities = birth.definition.priority
  }

  override get length(): number {
    return super.length + this.heldLetters
  }

  override get from(): string | undefined {
    return this.lastFrom === undefined ? undefined : this.present.wholePath(this.lastFrom)
  }

  override get hasUnseen(): boolean {
    return super.hasUnseen || this.heldLetters > 0
  }

  /** Whether so much was sent that, in another order, it might be above its high-water mark, or full. */
  get mayBeCrowded(): boolean {
    return this.total > this.limits.highWater || this.total >= this.limits.capacity
  }

  /** Whether so much was sent that, in another order, a node that sends might have to wait for credit. */
  get mayExceedCredit(): boolean {
    return this.total >= windowOf(this.limits)
  }

  /** Somebody may wait until there is room again. */
  waitedForBy(path: string): void {
    this.waiters.push(path)
  }

  holdsUp(path: string): boolean {
    return this.waiters.includes(path)
  }

  /** If there is room again, or nothing waits for that any more, tells `note` of those who have waited. */
  wake(note: (paths: readonly string[]) => void): void {
    if (this.waiters.length === 0 || (this.cell?.isAlive && !this.hasEbbed)) return
    note(this.waiters)
    this.waiters = []
  }

  override push(letter: Letter, payload: unknown): void {
    this.hold(lanes[this.priorities?.get(nameOf(letter)) ?? 'normal'], letter, payload)
  }

  override pushTo(priority: Priority, letter: Letter, payload: unknown): void {
    this.hold(lanes[priority], letter, payload)
  }

  override pushSystem(message: SystemMessage): void {
    if (message.type === 'answered') this.holdAnswer(message)
    else super.pushSystem(message)
  }

  /** What the actor finds in the place of the host. */
  host(cell: Cell): HostOfActor {
    return this.present.hostOf(cell, this.path)
  }

  /** The actor goes on when its turn is over: in promises, microtasks or ticks. */
  goesOn(): void {
    this.present.goesOn()
  }

  /** The actor begins something that only its host can finish. */
  begins(work: HostWork): void {
    this.present.begins(work)
  }

  /** Whether an answer to this actor is on its way. */
  get hasAnswer(): boolean {
    return this.heldAnswers > 0
  }

  /** What this actor can be given next. */
  ready(into: WorldEvent[]): void {
    this.returned = super.length > 0 ? (this.returned ?? this.putBackEvent()) : undefined
    if (this.returned !== undefined && this.cell?.takes('')) into.push(this.returned)
    if (this.heldLetters + this.heldAnswers === 0) return
    for (const channel of this.channels.values()) channel.ready(this.takes, into)
  }

  /** All that waits, whether it can be given or not. */
  *waiting(): Iterable<WorldEvent> {
    for (const { event } of this.inOrder()) yield event
  }

  /** Lets the letter through, so that the actor's next turn takes it. Returns how many messages that turn has. */
  give(event: WorldEvent): number {
    if (event === this.returned) {
      this.returned = undefined
      this.lastFrom = undefined
      return 1
    }
    for (const channel of this.channels.values()) {
      const held = channel.held.find((each) => each.event === event)
      if (held === undefined) continue
      this.let(channel, held)
      return held.answer === undefined ? 1 : 0
    }
    return 0
  }

  /** Lets the letter through, and keeps it for a second time. */
  double(event: WorldEvent): void {
    const held = this.meant(event)
    if (held?.letter === undefined) return
    this.total++
    this.lastFrom = held.from
    super.push(held.letter, held.payload)
  }

  /** Forgets the letter. Returns who had sent it. */
  lose(event: WorldEvent): string | undefined {
    const held = this.meant(event)
    if (held !== undefined) this.drop(held)
    return held?.from
  }

  // What is held is given up where an actor ends, or has no room: then all of it is asked for, oldest first.

  override shift(): Letter | undefined {
    return super.shift() ?? this.shiftHeld()
  }

  override shiftOldest(): Letter | undefined {
    const oldest = super.shiftOldest()
    if (oldest !== undefined) return oldest
    for (const lane of [lanes.low, lanes.normal, lanes.high]) {
      const held = this.inOrder().find((each) => each.lane === lane && !isSignal(each.letter))
      if (held === undefined) continue
      this.present.givesUp(held.from)
      this.letFrom(held)
      return super.shift()
    }
    return undefined
  }

  override shiftSystem(): SystemMessage | undefined {
    const message = super.shiftSystem()
    if (message !== undefined || this.heldAnswers === 0) return message
    const held = this.inOrder().find((each) => each.answer !== undefined)
    if (held === undefined) return undefined
    this.letFrom(held)
    return super.shiftSystem()
  }

  override takeAsks(): Envelope[] {
    const asks = super.takeAsks()
    for (const held of this.inOrder()) {
      const { letter } = held
      if (!(letter instanceof Envelope) || letter.reply === undefined) continue
      this.drop(held)
      this.present.givesUp(held.from)
      asks.push(letter)
    }
    return asks
  }

  private shiftHeld(): Letter | undefined {
    if (this.heldLetters === 0) return undefined
    const [held] = this.inOrder().filter((each) => each.letter !== undefined)
    if (held === undefined) return undefined
    if (!isSignal(held.letter)) this.present.givesUp(held.from)
    this.letFrom(held)
    return super.shift()
  }

  /** The letter that a fault is about. */
  private meant({ id, kind }: WorldEvent): Held | undefined {
    return this.inOrder().find(({ event }) => `${kind} ${event.id}` === id)
  }

  private hold(lane: number, letter: Letter, payload: unknown): void {
    this.total++
    this.keep(
      this.senderOf(letter),
      lane,
      shownName(letter),
      shownPayload(letter, payload),
      letter,
      payload,
      undefined,
    )
    this.heldLetters++
    if (letter instanceof Envelope && letter.reply instanceof PendingAsk)
      this.present.asked(this.path, letter.name, letter.reply)
  }

  /** The word that a node is lost comes by the way of the actor that it is about, after all that this one had sent. */
  private senderOf(letter: Letter): string {
    if (typeof letter === 'string' || !isSignal(letter) || letter.type !== 'down') return this.present.sender
    const { ref, reason } = letter.down
    return reason === 'node-down' ? this.present.shortPath(ref.path) : this.present.sender
  }

  private holdAnswer(message: SystemMessage & { type: 'answered' }): void {
    const { ask, value } = message
    this.keep(this.present.sender, lanes.answer, ask.name, value, undefined, undefined, message)
    this.heldAnswers++
  }

  private keep(
    from: string,
    lane: number,
    name: string,
    said: unknown,
    letter: Letter | undefined,
    payload: unknown,
    answer: SystemMessage | undefined,
  ): void {
    let channel = this.channels.get(from)
    if (channel === undefined) {
      channel = new Channel(this.isOrdered)
      this.channels.set(from, channel)
    }
    const way = `${from}${ARROWS[lane]}${this.path}`
    const event: WorldEvent = {
      id: `${way}#${channel.next(lane)}`,
      kind: answer === undefined ? 'deliver' : 'resume',
      owner: this.path,
      channel: way,
      name,
      payload: said,
      isSpread: letter instanceof Envelope && letter.spread,
      createdBy: this.present.index,
      order: this.present.nextOrder(),
    }
    channel.held.push({ event, from, lane, letter, payload, answer })
    this.present.sent(event)
  }

  private putBackEvent(): WorldEvent {
    return {
      id: `${this.path}↺#${++this.returns}`,
      kind: 'deliver',
      owner: this.path,
      channel: `${this.path}↺`,
      name: undefined,
      payload: undefined,
      createdBy: this.present.index,
      order: this.present.nextOrder(),
    }
  }

  private letFrom(held: Held): void {
    for (const channel of this.channels.values()) if (channel.held.includes(held)) this.let(channel, held)
  }

  private let(channel: Channel, held: Held): void {
    channel.take(held)
    if (held.answer !== undefined) {
      this.heldAnswers--
      super.pushSystem(held.answer)
    } else if (held.letter !== undefined) {
      this.lastFrom = held.from
      this.heldLetters--
      super.push(held.letter, held.payload)
    }
  }

  private drop(held: Held): void {
    for (const channel of this.channels.values()) if (channel.held.includes(held)) channel.take(held)
    this.heldLetters--
  }

  private inOrder(): Held[] {
    const all: Held[] = []
    for (const channel of this.channels.values()) all.push(...channel.held)
    return all.sort((one, other) => one.event.order - other.event.order)
  }

  private readonly takes = (held: Held): boolean => {
    if (held.answer !== undefined) return true
    const { letter } = held
    // What the actor had put aside, and has taken back, comes before all that waits.
    if (this.returned !== undefined && this.cell?.takes('')) return false
    // An order to drain comes after all that was sent before it, whoever sent it.
    if (isSignal(letter) && letter.type === 'drain' && this.length > 1) return false
    const name = typeof letter === 'object' && 'name' in letter ? letter.name : letter
    return this.cell?.takes(typeof name === 'string' ? name : '') ?? false
  }
}

const ARROWS = ['⇢', '⇉', '→', '⇀']

function shownName(letter: Letter): string {
  if (typeof letter === 'string') return letter
  return isSignal(letter) && letter.type !== 'tick' ? letter.type : letter.name
}

function shownPayload(letter: Letter, payload: unknown): unknown {
  if (typeof letter === 'string') return payload
  if (!isSignal(letter)) return letter.payload
  if (letter.type === 'tick') return letter.envelope.payload
  return letter.type === 'down' ? letter.down : undefined
}
