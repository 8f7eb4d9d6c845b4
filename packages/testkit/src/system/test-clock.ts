import { InvalidOptionError } from '@troupe/core'
import { showValue } from './shown.ts'

/** Time in a test: it passes when the test says so, and only then. */
export interface TestClock {
  /** Milliseconds since the system was created. */
  now(): number
  /**
   * Lets `milliseconds` pass: each timer that falls due fires at its time, and everything that it sets off happens before
   * the next one.
   *
   * @throws InvalidOptionError for milliseconds that are negative or no finite number
   */
  advance(milliseconds: number): Promise<void>
}

/** @throws InvalidOptionError for what no time can pass by: an endless time would never be over */
export function checkTimeToPass(milliseconds: number): void {
  if (typeof milliseconds === 'number' && milliseconds >= 0 && Number.isFinite(milliseconds)) return
  throw new InvalidOptionError(
    `Time passes by a finite number of milliseconds that is not negative, not ${showValue(milliseconds)}.`,
  )
}
