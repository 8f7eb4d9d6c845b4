import { PairRing } from '../base/pair-ring.ts'
import { RingBuffer } from '../base/ring-buffer.ts'
import type { MessageNames } from '../behavior/actor-definition.ts'
import type { MailboxLimits } from '../behavior/spawn-options.ts'
import { Envelope } from '../message/envelope.ts'
import type { Priority } from '../message/priority.ts'
import { type Letter, nameOf } from './letter.ts'
import { type Lane, SideLanes } from './side-lanes.ts'
import { isSignal, type Signal } from './signal.ts'
import type { SystemMessage } from './system-message.ts'

/**
 * What waits for one actor. System messages have a lane of their own, which comes first and always has room; of the
 * others, `high` comes before `normal` before `low`, and order holds within each.
 */
export class Mailbox {
  readonly limits: MailboxLimits
  /** The most that waited at once, where more than one did. */
  mostWaiting = 0
  /** In all lanes but the system's. */
  private count = 0
  /** What came when nothing else waited, and its argument: as most do, it needs no queue. It comes before those in one. */
  private lone: Letter | undefined = undefined
  private lonePayload: unknown = undefined
  /** The argument of the plain message that was taken last. */
  payload: unknown = undefined
  /** The system message that waits, or a queue of several. */
  private system: SystemMessage | RingBuffer<SystemMessage> | undefined = undefined
  private sides: SideLanes | undefined = undefined
  private normal: Lane | undefined = undefined

  constructor(limits: MailboxLimits) {
    this.limits = limits
  }

  /** The path of who had sent what was taken last; a mailbox of production does not know. */
  get from(): string | undefined {
    return undefined
  }

  /** How many messages and signals wait, system messages not counted. */
  get length(): number {
    return this.count
  }

  get isFull(): boolean {
    return this.length >= this.limits.capacity
  }

  /** Whether a full mailbox takes it all the same: others cannot keep out what is of high priority, up to as many again. */
  admits(_letter: Letter, priority: Priority): boolean {
    return priority === 'high' && (this.sides?.high?.length ?? 0) < this.limits.capacity
  }

  get isAboveHighWater(): boolean {
    return this.length > this.limits.highWater
  }

  /** Below half the high-water mark: far enough under it that a waiting producer can send a good many again. */
  get hasEbbed(): boolean {
    return this.length <= this.limits.highWater >>> 1
  }

  /** Whether something waits that was not looked at and set aside. */
  get hasUnseen(): boolean {
    const { sides } = this
    return this.count > (sides?.aside?.length ?? 0) || (sides?.unlooked ?? 0) > 0
  }

  get hasSystem(): boolean {
    return this.system !== undefined
  }

  push(letter: Letter, payload: unknown): void {
    if (this.count++ === 0) {
      this.lone = letter
      this.lonePayload = payload
      return
    }
    if (this.normal === undefined) this.normal = new PairRing()
    this.normal.push(letter, payload)
  }

  pushTo(priority: Priority, letter: Letter, payload: unknown): void {
    if (priority === 'normal') {
      this.push(letter, payload)
      return
    }
    this.sides ??= new SideLanes()
    this.sides.of(priority).push(letter, payload)
    this.count++
  }

  pushSystem(message: SystemMessage): void {
    const { system } = this
    if (system === undefined) this.system = message
    else if (system instanceof RingBuffer) system.push(message)
    else {
      const several = new RingBuffer<SystemMessage>()
      several.push(system)
      several.push(message)
      this.system = several
    }
  }

  shiftSystem(): SystemMessage | undefined {
    const { system } = this
    if (!(system instanceof RingBuffer)) {
      this.system = undefined
      return system
    }
    const message = system.shift()
    if (system.length === 0) this.system = undefined
    return message
  }

  /** The system message that was queued last, if any waits. */
  get lastSystem(): SystemMessage | undefined {
    const { system } = this
    return system instanceof RingBuffer ? system.last : system
  }

  /** Takes what comes next: returns the letter and leaves a plain message's argument in {@link Mailbox.payload}. */
  shift(): Letter | undefined {
    const { sides } = this
    if (sides === undefined) return this.shiftNormal()
    if (sides.aside === undefined || sides.aside.length === 0) return this.shiftUnseen()
    if (sides.unlooked > 0) sides.unlooked--
    return this.take(sides.aside)
  }

  /** Like {@link Mailbox.shift}, for messages of these names only; the others are set aside, in order. */
  shiftOnly(names: MessageNames): Letter | undefined {
    if (this.sides !== undefined && this.sides.unlooked > 0) {
      const letter = this.shiftPutBack(this.sides, names)
      if (letter !== undefined) return letter
    }
    for (let letter = this.shiftUnseen(); letter !== undefined; letter = this.shiftUnseen()) {
      if (names.has(nameOf(letter))) return letter
      this.sides ??= new SideLanes()
      this.leaveBehind(this.sides.asides, letter)
    }
    return undefined
  }

  /** Puts messages ahead of all others, in their order; the mailbox keeps the queue that they come in. */
  putBack(letters: Lane): void {
    this.sides ??= new SideLanes()
    const { aside } = this.sides
    this.sides.unlooked += letters.length
    this.count += letters.length
    const handled = this.payload
    for (let letter = aside?.shift(this); letter !== undefined; letter = aside?.shift(this))
      letters.push(letter, this.payload)
    this.payload = handled
    this.sides.aside = letters
  }

  /** Takes the oldest message of the lowest priority, to make room. Signals are never given up. */
  shiftOldest(): Letter | undefined {
    const { sides } = this
    this.joinLone()
    for (const lane of [sides?.low, sides?.aside, this.normal, sides?.high]) {
      const letter = lane === undefined ? undefined : this.takeMessage(lane)
      if (letter !== undefined) return letter
    }
    return undefined
  }

  /** Takes out every ask that waits; all else stays, in order. */
  takeAsks(): Envelope[] {
    const { sides } = this
    const asks: Envelope[] = []
    this.joinLone()
    for (const lane of [sides?.aside, sides?.high, this.normal, sides?.low]) {
      if (lane === undefined) continue
      // Once around: what stays is put back behind what has not been looked at.
      for (let left = lane.length; left > 0; left--) {
        const letter = this.take(lane)
        if (letter instanceof Envelope && letter.reply !== undefined) asks.push(letter)
        else if (letter !== undefined) this.leaveBehind(lane, letter)
      }
    }
    this.release()
    return asks
  }

  /** Among those that were put back; whatever is passed over keeps its place. */
  private shiftPutBack(sides: SideLanes, names: MessageNames): Letter | undefined {
    const lane = sides.asides
    const passed: [Letter, unknown][] = []
    let found: Letter | undefined
    for (let left = Math.min(sides.unlooked, lane.length); left > 0 && found === undefined; left--) {
      const letter = this.take(lane)
      if (letter === undefined) break
      if (names.has(nameOf(letter))) found = letter
      else passed.push([letter, this.payload])
    }
    for (const [letter, payload] of passed.reverse()) this.putFirst(lane, letter, payload)
    sides.unlooked = found === undefined ? 0 : sides.unlooked - 1
    return found
  }

  private takeMessage(lane: Lane): Letter | undefined {
    const signals: Signal[] = []
    let letter = this.take(lane)
    while (isSignal(letter)) {
      signals.push(letter)
      letter = this.take(lane)
    }
    for (let signal = signals.pop(); signal !== undefined; signal = signals.pop())
      this.putFirst(lane, signal, undefined)
    return letter
  }

  private shiftUnseen(): Letter | undefined {
    const { sides } = this
    if (sides?.high !== undefined && sides.high.length > 0) return this.take(sides.high)
    return this.shiftNormal() ?? (sides?.low === undefined ? undefined : this.take(sides.low))
  }

  private shiftNormal(): Letter | undefined {
    const { lone } = this
    if (lone === undefined) return this.normal === undefined ? undefined : this.take(this.normal)
    this.count--
    this.payload = this.lonePayload
    this.lone = undefined
    this.lonePayload = undefined
    return lone
  }

  /** What lies by itself goes to the front of its lane, where all of that is looked through. */
  private joinLone(): void {
    if (this.lone === undefined) return
    this.normal ??= new PairRing()
    this.normal.unshift(this.lone, this.lonePayload)
    this.lone = undefined
    this.lonePayload = undefined
  }

  /** Lets go of the argument that was taken last, so that an idle actor keeps nothing alive. */
  release(): void {
    this.payload = undefined
  }

  private take(lane: Lane): Letter | undefined {
    const letter = lane.shift(this)
    if (letter !== undefined) this.count--
    return letter
  }

  /** What was taken last waits on, behind what waits in that lane. */
  private leaveBehind(lane: Lane, letter: Letter): void {
    this.count++
    lane.push(letter, this.payload)
  }

  /** What was taken from the front of a lane goes back there. */
  private putFirst(lane: Lane, letter: Letter, payload: unknown): void {
    this.count++
    lane.unshift(letter, payload)
  }
}
