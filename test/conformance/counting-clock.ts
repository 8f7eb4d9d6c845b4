import type { Clock, Timer } from '@troupe/core'

/** The real time, and how many timers of a system are set. */
export class CountingClock implements Clock {
  /** Timers that have neither fired nor been cancelled. */
  pending = 0

  now(): number {
    return performance.now()
  }

  wallTime(): number {
    return Date.now()
  }

  setTimer(delay: number, task: () => void): Timer {
    if (delay > 2 ** 31 - 1) return { cancel: () => {} }
    let isSet = true
    const done = (): void => {
      if (isSet) this.pending--
      isSet = false
    }
    this.pending++
    const timer = setTimeout(() => {
      done()
      task()
    }, delay)
    return {
      cancel() {
        done()
        clearTimeout(timer)
      },
    }
  }
}
