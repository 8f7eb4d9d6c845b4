import { isThenable } from './handlers.ts'

/**
 * Tells whether `made` is a promise, where nothing is done with one: should it be rejected, `rejected` hears of it, since a
 * rejection that nobody hears of ends the program.
 */
export function isUnawaited(made: unknown, rejected: (error: unknown) => void): boolean {
  if (!isThenable(made)) return false
  Promise.resolve(made).then(undefined, rejected)
  return true
}
