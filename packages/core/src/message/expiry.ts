import type { Clock } from '../env/clock.ts'

/** Tells, when a message's turn has come, whether it is too late for it. */
export interface Lapsing {
  readonly hasLapsed: boolean
}

/** A time after which a message is not to be handled any more. */
export class Expiry implements Lapsing {
  private readonly clock: Clock
  private readonly at: number

  /** @param wait milliseconds */
  constructor(clock: Clock, wait: number) {
    this.clock = clock
    this.at = clock.now('expiry') + wait
  }

  get hasLapsed(): boolean {
    return this.clock.now('expiry') > this.at
  }
}

/** The expiry of a message that is sent now, if it has one. */
export function expiryIn(clock: Clock, wait: number | undefined): Expiry | undefined {
  return wait === undefined || wait === Number.POSITIVE_INFINITY ? undefined : new Expiry(clock, wait)
}
