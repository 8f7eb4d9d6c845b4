import { isRejection, Rejection } from '../index.ts'
import { wordsOf } from './thrown.ts'

/**
 * What an actor answers with that asked another on somebody's behalf and was rejected: as an answer, with the message, code
 * and cause that it has, so that it does not fail the one in the middle.
 */
export function relayed(error: unknown): Error {
  if (isRejection(error)) return error
  if (!(error instanceof Error)) return new Rejection(wordsOf(error))
  const { cause } = error
  return new Rejection(
    wordsOf(error),
    'code' in error && typeof error.code === 'string' ? { code: error.code, cause } : { cause },
  )
}
