import { inWords } from '../base/in-words.ts'
import type { Clock } from '../env/clock.ts'
import { InvalidOptionError } from '../message/errors.ts'
import { checkDuration, checkWait } from '../message/option.ts'
import { Alarm } from './alarm.ts'
import type { Tick, TickSource } from './tick.ts'
import type { TimedMessage } from './timed-message.ts'

/** The actor that ticks are for. */
export interface Ticked {
  readonly host: { readonly clock: Clock }
  /** Puts a tick among the messages; it always fits. */
  postTick(tick: Tick): void
}

/** The timers of one life of an actor, by key. */
export class TimerTable {
  /** Whether the life goes on. */
  isAlive = true

  private readonly timers = new Map<string, KeyedTimer>()
  private readonly actor: Ticked

  constructor(actor: Ticked) {
    this.actor = actor
  }

  /** The names of the messages that are to be sent. */
  get names(): readonly string[] {
    return Array.from(this.timers.values(), ({ message }) => message.name)
  }

  /** @throws InvalidOptionError; then the key's old timer stands */
  after(key: string, delay: number, message: TimedMessage): void {
    this.set(key, message, checkDuration(delay, 'delay', 0), undefined)
  }

  /** @throws InvalidOptionError; then the key's old timer stands */
  every(key: string, interval: number, message: TimedMessage): void {
    this.set(key, message, checkWait(interval, 'interval'), interval)
  }

  cancel(key: string): void {
    this.timers.get(key)?.end()
    this.timers.delete(key)
  }

  cancelAll(): void {
    for (const timer of this.timers.values()) timer.end()
    this.timers.clear()
  }

  has(key: string): boolean {
    return this.timers.has(key)
  }

  /** The life is over. */
  end(): void {
    this.isAlive = false
    this.cancelAll()
  }

  /** A timer has done what it was set for. */
  forget(key: string): void {
    this.timers.delete(key)
  }

  private set(key: string, message: TimedMessage, delay: number, interval: number | undefined): void {
    if (typeof key !== 'string') {
      throw new InvalidOptionError(`The key of a timer must be a string, not ${inWords(key)}.`)
    }
    this.cancel(key)
    this.timers.set(key, new KeyedTimer(this, this.actor, key, message, delay, interval))
  }
}

/** One timer, from when it is set until it is cancelled, replaced, or has sent its only tick. */
class KeyedTimer implements TickSource {
  readonly message: TimedMessage

  private readonly table: TimerTable
  private readonly actor: Ticked
  private readonly key: string
  private readonly interval: number | undefined
  private readonly alarm: Alarm
  private due: number
  private ended = false

  constructor(
    table: TimerTable,
    actor: Ticked,
    key: string,
    message: TimedMessage,
    delay: number,
    interval: number | undefined,
  ) {
    this.table = table
    this.actor = actor
    this.key = key
    this.message = message
    this.interval = interval
    this.due = actor.host.clock.now() + delay
    this.alarm = new Alarm(actor.host.clock, () => actor.postTick(message.tick(this)))
    this.alarm.set(delay)
  }

  get isAlive(): boolean {
    return this.table.isAlive
  }

  end(): void {
    this.ended = true
    this.alarm.cancel()
  }

  // The next tick is due only once this one was taken, so that a slow actor meets one at most. It keeps to the beat.
  taken(): boolean {
    if (this.ended) return false
    const { interval, due } = this
    if (interval === undefined) {
      this.table.forget(this.key)
      return true
    }
    const now = this.actor.host.clock.now()
    const missed = Math.max(0, Math.floor((now - due) / interval))
    this.due = due + (missed + 1) * interval
    this.alarm.set(this.due - now)
    return true
  }
}
