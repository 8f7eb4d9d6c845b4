import type { Clock, Timer } from '../env/clock.ts'

// Hosts can't wait for longer than 24 days at a time: a long wait is made of shorter ones.
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000

/** Calls a task at a time that may be moved, however far off it is. */
export class Alarm {
  private readonly clock: Clock
  private readonly task: () => void
  private due = Number.POSITIVE_INFINITY
  private timer: Timer | undefined = undefined

  constructor(clock: Clock, task: () => void) {
    this.clock = clock
    this.task = task
  }

  /** Calls the task after so many milliseconds, and not at the time that was set before. */
  set(wait: number): void {
    this.cancel()
    this.due = this.clock.now() + wait
    this.arm(wait)
  }

  cancel(): void {
    this.timer?.cancel()
    this.timer = undefined
  }

  private arm(wait: number): void {
    if (wait === Number.POSITIVE_INFINITY) return
    this.timer = this.clock.setTimer(Math.min(wait, LONGEST_WAIT_MS), this.fire)
  }

  private readonly fire = (): void => {
    const left = this.due - this.clock.now()
    // Hosts count in whole milliseconds, and may be early by a part of one.
    if (left >= 1) this.arm(left)
    else this.task()
  }
}
