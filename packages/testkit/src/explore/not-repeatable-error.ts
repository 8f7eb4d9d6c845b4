import { TroupeError } from '@troupe/core'

/**
 * A second run of the same events went another way: something that the testkit does not control has a say in what the
 * actors do.
 */
export class NotRepeatableError extends TroupeError {
  readonly code = 'not-repeatable'
  /** How many events had happened, the same as before. */
  readonly step: number
  /** The event where the runs part: it could happen the first time and could not the second, or the other way round. */
  readonly event: string

  constructor(step: number, event: string, enabled: readonly string[]) {
    super(
      `A second run went another way after ${step} of the same events: "${event}" could happen in one of them only ` +
        `(in the second: ${enabled.join(', ') || 'nothing'}). Keep state out of modules, take time from ctx.timers and ` +
        'chance from the environment rather than from Date and Math.random, and await nothing that comes from outside.',
    )
    this.step = step
    this.event = event
  }
}
