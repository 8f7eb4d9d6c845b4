/** Time in a test: it passes when the test says so, and only then. */
export interface TestClock {
  /** Milliseconds since the system was created. */
  now(): number
  /**
   * Lets `milliseconds` pass: each timer that falls due fires at its time, and everything that it sets off happens before
   * the next one.
   *
   * @throws InvalidOptionError for milliseconds that are negative or no number
   */
  advance(milliseconds: number): Promise<void>
}
