import type { Clock, Timer } from '../env/clock.ts'

/** Times that a node is asked within its limit. */
const BEATS = 5

/** A node that is asked for signs of life. */
export interface Patient {
  /** Whether anything has come from it since this was last asked. */
  takeSign(): boolean
  ask(): void
  /** It has given no sign for the whole limit. */
  silent(): void
}

/**
 * Asks one node for signs of life, and says when there is none. It counts beats, not time: a parent that was busy itself,
 * and comes late to its timer, counts one beat for all that time, and reads what has come before the next.
 */
export class Heartbeat {
  private readonly clock: Clock
  private readonly interval: number
  private readonly patient: Patient
  private missed = 0
  private timer: Timer | undefined = undefined

  /** @param limit milliseconds */
  constructor(clock: Clock, limit: number, patient: Patient) {
    this.clock = clock
    this.interval = limit / BEATS
    this.patient = patient
    this.next()
  }

  stop(): void {
    this.timer?.cancel()
    this.timer = undefined
  }

  private next(): void {
    this.timer = this.clock.setTimer(this.interval, this.beat)
  }

  private readonly beat = (): void => {
    this.missed = this.patient.takeSign() ? 0 : this.missed + 1
    if (this.missed >= BEATS) {
      this.patient.silent()
      return
    }
    this.patient.ask()
    this.next()
  }
}
