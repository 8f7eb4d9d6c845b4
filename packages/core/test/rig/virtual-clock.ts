import type { Clock, Timer } from '../../src/index.ts'
import { settled } from './settled.ts'

interface Pending {
  readonly at: number
  readonly order: number
  readonly task: () => void
}

/** Time that passes when a test says so. Between two timers, everything that the first one set off comes to rest. */
export class VirtualClock implements Clock {
  private readonly timers = new Set<Pending>()
  private time = 0
  private lastOrder = 0

  /** How many timers are set. */
  get pending(): number {
    return this.timers.size
  }

  now(): number {
    return this.time
  }

  wallTime(): number {
    return this.time
  }

  setTimer(delay: number, task: () => void): Timer {
    if (delay === Number.POSITIVE_INFINITY) return { cancel: () => {} }
    const timer = { at: this.time + delay, order: ++this.lastOrder, task }
    this.timers.add(timer)
    return { cancel: () => void this.timers.delete(timer) }
  }

  /** Lets `milliseconds` pass. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds
    await settled()
    for (let timer = this.next(end); timer !== undefined; timer = this.next(end)) {
      this.timers.delete(timer)
      // Time that was spent is over: what was due meanwhile is late.
      this.time = Math.max(this.time, timer.at)
      timer.task()
      await settled()
    }
    this.time = Math.max(this.time, end)
  }

  /** Moves the time on without firing a timer, as a slow handler does. */
  spend(milliseconds: number): void {
    this.time += milliseconds
  }

  private next(end: number): Pending | undefined {
    let first: Pending | undefined
    for (const timer of this.timers) {
      if (timer.at > end) continue
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer
    }
    return first
  }
}
