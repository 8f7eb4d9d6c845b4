import type { Clock, Timer } from '@troupe/core'

/** The clock of one node: as that of all of them, until the node ends, and its timers with it. */
export class NodeClock implements Clock {
  private readonly common: Clock
  private readonly timers = new Set<Timer>()
  private isStopped = false

  constructor(common: Clock) {
    this.common = common
  }

  now(purpose?: string): number {
    return this.common.now(purpose)
  }

  wallTime(): number {
    return this.common.wallTime()
  }

  setTimer(delay: number, task: () => void, purpose?: string): Timer {
    if (this.isStopped) return { cancel: () => {} }
    const timer = this.common.setTimer(
      delay,
      () => {
        this.timers.delete(timer)
        task()
      },
      purpose,
    )
    this.timers.add(timer)
    return timer
  }

  /** Cancels all timers, and sets none any more. */
  stop(): void {
    this.isStopped = true
    for (const timer of this.timers) timer.cancel()
    this.timers.clear()
  }
}
