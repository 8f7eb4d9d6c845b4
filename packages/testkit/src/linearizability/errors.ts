import { TroupeError } from '@troupe/core'

/** A history cannot be checked: its model has no step for a message, or an ask returned before it began. */
export class InvalidHistoryError extends TroupeError {
  readonly code = 'invalid-history'
}
