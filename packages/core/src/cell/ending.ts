import type { DownReason } from '../message/down.ts'
import { asError } from './thrown.ts'

/** How an actor ends, or ended. */
export interface Ending {
  readonly reason: DownReason
  /** What failed, where that is why. */
  readonly error: Error | undefined
}

/** How most actors end. */
export const stopped: Ending = { reason: 'stopped', error: undefined }

/** @param error what was thrown, where that is why */
export function endingOf(reason: DownReason, error: unknown): Ending {
  if (error !== undefined) return { reason, error: asError(error) }
  return reason === 'stopped' ? stopped : { reason, error }
}
