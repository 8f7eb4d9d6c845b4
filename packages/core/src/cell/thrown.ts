import { wordsOf } from '../base/in-words.ts'

/** What a handler threw, as an error: anything can be thrown. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(wordsOf(thrown), { cause: thrown })
}
