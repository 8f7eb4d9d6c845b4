import { isThenable } from './handlers.ts'

/**
 * Sees to a promise that nobody awaits: should it be rejected, `rejected` hears of it, since a rejection that nobody hears of
 * ends the program. Returns whether `made` is one.
 */
export function heedRejection(made: unknown, rejected: (error: unknown) => void): boolean {
  if (!isThenable(made)) return false
  Promise.resolve(made).then(undefined, rejected)
  return true
}

/** The same listener, but what it throws, or promises in vain, is told to `failed`, and harms nobody else. */
export function guarded<A extends readonly unknown[]>(
  listener: (...args: A) => unknown,
  failed: (error: unknown) => void,
): (...args: A) => void {
  return (...args) => {
    try {
      heedRejection(listener(...args), failed)
    } catch (error) {
      failed(error)
    }
  }
}
