import type { Clock } from '../env/clock.ts'
import { checkWait } from '../message/option.ts'
import { Alarm } from './alarm.ts'
import type { Handlings } from './handling.ts'
import type { Tick, TickSource } from './tick.ts'
import type { TimedMessage } from './timed-message.ts'

/** The actor that hears nothing for a while. */
export interface Listener {
  readonly host: { readonly clock: Clock }
  readonly pending: Handlings
  readonly birth: { readonly definition: { readonly quiet: ReadonlySet<string> | undefined } }
  /** Puts a tick among the messages; it always fits. */
  postTick(tick: Tick): void
}

/**
 * Sends an actor a message when no other has come for a while, and again after each further while of silence. A message
 * that comes moves no timer: the time is noted, and looked at when the timer fires.
 */
export class ReceiveTimeout implements TickSource {
  isAlive = true
  readonly message: TimedMessage

  private readonly actor: Listener
  private readonly wait: number
  private readonly alarm: Alarm
  private heardAt: number
  /** Whether nothing was heard since the tick was put among the messages. */
  private silent = false

  /**
   * @param wait milliseconds
   * @throws InvalidOptionError
   */
  constructor(actor: Listener, wait: number, message: TimedMessage) {
    this.actor = actor
    this.wait = checkWait(wait, 'A receive time-out')
    this.message = message
    this.heardAt = actor.host.clock.now('silence')
    this.alarm = new Alarm(actor.host.clock, this.fire)
    this.alarm.set(wait)
  }

  /** A message of that name is being handled, or its handler has come to its end. */
  heard(name: string): void {
    if (this.actor.birth.definition.quiet?.has(name)) return
    this.heardAt = this.actor.host.clock.now('silence')
    this.silent = false
  }

  taken(): boolean {
    if (!this.isAlive) return false
    const { silent } = this
    if (silent) this.heardAt = this.actor.host.clock.now('silence')
    this.setAlarm()
    return silent
  }

  end(): void {
    this.isAlive = false
    this.alarm.cancel()
  }

  private setAlarm(): void {
    this.alarm.set(Math.max(0, this.heardAt + this.wait - this.actor.host.clock.now('silence')))
  }

  private readonly fire = (): void => {
    const now = this.actor.host.clock.now('silence')
    // An actor whose handler awaits is not idle: the silence begins when that has settled.
    if (this.actor.pending.exclusive !== undefined) this.heardAt = now
    if (this.heardAt + this.wait - now >= 1) {
      this.setAlarm()
      return
    }
    this.silent = true
    this.actor.postTick(this.message.tick(this))
  }
}
