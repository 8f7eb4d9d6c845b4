import type { DownReason } from '../message/down.ts'

/** How an actor ends, or ended. */
export interface Ending {
  readonly reason: DownReason
  /** What failed, where that is why. */
  readonly error: Error | undefined
}
