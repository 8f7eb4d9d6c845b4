import { TroupeError } from '@troupe/core'

/** A history cannot be checked: its model has no step for a message or a wrong one, or an ask returned before it began. */
export class InvalidHistoryError extends TroupeError {
  readonly code = 'invalid-history'
}

/** Too many asks of a history overlap: there are more orders than are looked at. */
export class HistoryTooLargeError extends TroupeError {
  readonly code = 'history-too-large'

  constructor(effort: number) {
    super(
      `Nothing was decided after ${effort} places in the search for an order: too many asks overlap. Check a shorter history, let fewer clients ask at once, let the model forget what no answer depends on, or raise effort.`,
    )
  }
}
