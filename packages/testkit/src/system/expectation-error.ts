import { inspect } from 'node:util'
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

/** A message as a person would write it: `write(1, 'two')`. */
export function show(name: string, args: readonly unknown[]): string {
  return `${name}(${args.map((arg) => inspect(arg, { depth: 4, breakLength: Number.POSITIVE_INFINITY })).join(', ')})`
}
