import type { Host } from './host.ts'

/** What a user's code has promised, as a promise that settles once, and later: not every thenable does. */
export function promised({ dispatcher }: Host, made: PromiseLike<unknown>): Promise<unknown> {
  const promise = Promise.resolve(made)
  dispatcher.expects?.(promise)
  return promise
}
