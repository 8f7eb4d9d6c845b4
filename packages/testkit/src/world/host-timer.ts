import type { Timer } from '@troupe/core'

/** What `setTimeout` and its like give an actor of a test: as Node's, but in virtual time. */
export class HostTimer {
  private readonly set: () => Timer
  private timer: Timer

  /** @param set sets it, from now on */
  constructor(set: () => Timer) {
    this.set = set
    this.timer = set()
  }

  close(): this {
    this.timer.cancel()
    return this
  }

  refresh(): this {
    this.timer.cancel()
    this.timer = this.set()
    return this
  }

  // No virtual timer keeps a program alive.
  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  hasRef(): boolean {
    return true
  }

  [Symbol.dispose](): void {
    this.close()
  }
}
