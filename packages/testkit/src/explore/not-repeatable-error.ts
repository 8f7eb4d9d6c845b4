import { TroupeError } from '@troupe/core'

/**
 * A second run of the same events went another way: something that the testkit does not control has a say in what the
 * actors do.
 */
export class NotRepeatableError extends TroupeError {
  readonly code = 'not-repeatable'
  /** How many events had happened, the same as before. */
  readonly step: number
  /** The event where the runs part: it could happen in one of them only, or something was wrong after it in one only. */
  readonly event: string

  /** @param difference what was so in one of the two runs only, a sentence without its end */
  constructor(step: number, event: string, difference: string) {
    super(
      `A second run went another way after ${step} of the same events: ${difference}. Make anew in every run what actors ` +
        'share: a variable of a module outlives the run. In actors, Date, Math.random and timers are those of the test; ' +
        'what the program does with them outside of actors is not, nor is what comes from node:crypto, a file or the network.',
    )
    this.step = step
    this.event = event
  }
}

/**
 * The words for an event that could happen in one of two runs only.
 *
 * @param second what could happen in the second one
 */
export function inOneOnly(event: string, second: readonly { readonly id: string }[]): string {
  if (second.some(({ id }) => id === event)) return `"${event}" could happen in the second only`
  const all = second.map(({ id }) => `"${id}"`).join(', ') || 'nothing'
  return `"${event}" could happen in the first only; in the second there was ${all}`
}
