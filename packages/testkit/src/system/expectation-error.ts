import { TroupeError } from '@troupe/core'

/** What a test expected has not happened. Test runners show `actual` and `expected` beside each other. */
export class ExpectationError extends TroupeError {
  readonly code = 'expectation-failed'
  readonly actual: unknown
  readonly expected: unknown

  constructor(message: string, actual?: unknown, expected?: unknown) {
    super(message)
    this.actual = actual
    this.expected = expected
  }
}
