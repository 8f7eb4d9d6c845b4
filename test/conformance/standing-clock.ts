import type { Clock, Timer } from '@troupe/core'

interface Pending {
  readonly at: number
  readonly delay: number
  readonly task: () => void
  readonly purpose: string | undefined
}

const NOON = Date.UTC(2024, 1, 29, 12)

/**
 * Time that stands still until a test lets it pass: what is to happen after a while happens neither early nor late, and no
 * test waits for it. What is due at once happens after the running code.
 */
export class StandingClock implements Clock {
  private time = 0
  /** In the order in which they were set. */
  private readonly timers = new Set<Pending>()
  private readonly lookouts = new Set<(timer: Pending) => void>()

  /** Timers that have neither fired nor been cancelled. */
  get pending(): number {
    return this.timers.size
  }

  now(): number {
    return this.time
  }

  wallTime(): number {
    return NOON + this.time
  }

  setTimer(delay: number, task: () => void, purpose?: string): Timer {
    if (delay === Number.POSITIVE_INFINITY) return { cancel: () => {} }
    const timer = { at: this.time + delay, delay, task, purpose }
    this.timers.add(timer)
    if (delay <= 0) setImmediate(() => this.fire(timer))
    for (const look of this.lookouts) look(timer)
    return { cancel: () => void this.timers.delete(timer) }
  }

  /** Lets so many milliseconds pass. Whoever waits so long goes on in turn, with the time that it waited for. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds
    await settled()
    for (let timer = this.next(end); timer !== undefined; timer = this.next(end)) {
      this.time = Math.max(this.time, timer.at)
      this.fire(timer)
      await settled()
    }
    this.time = Math.max(this.time, end)
  }

  /**
   * Waits until a timer is set for exactly `delay` milliseconds, and lets time pass until it fires. The one that all asks
   * share does not count: it is set for a part of their time.
   */
  async leap(delay: number): Promise<void> {
    const { at } = await this.timerOf(delay)
    await this.pass(at - this.time)
  }

  /** Lets time pass as busy code does: what was due meanwhile happens at its end, and late. */
  spend(milliseconds: number): void {
    this.time += milliseconds
    for (const timer of [...this.timers]) if (timer.at <= this.time) this.fire(timer)
  }

  private timerOf(delay: number): Promise<Pending> {
    const isMeant = (timer: Pending): boolean => timer.delay === delay && timer.purpose !== 'ask'
    for (const timer of this.timers) if (isMeant(timer)) return Promise.resolve(timer)
    return new Promise((resolve) => {
      const look = (timer: Pending): void => {
        if (!isMeant(timer)) return
        this.lookouts.delete(look)
        resolve(timer)
      }
      this.lookouts.add(look)
    })
  }

  private fire(timer: Pending): void {
    if (this.timers.delete(timer)) timer.task()
  }

  private next(end: number): Pending | undefined {
    let first: Pending | undefined
    for (const timer of this.timers)
      if (timer.at <= end && (first === undefined || timer.at < first.at)) first = timer
    return first
  }
}

/** Resolves when what has been set off has had a turn of the event loop. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
