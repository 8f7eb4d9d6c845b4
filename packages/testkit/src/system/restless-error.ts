import { TroupeError } from '@troupe/core'
import type { WorldEvent } from '../world/schedule.ts'

/** The actors of a test go on for ever: each message leads to another. */
export class RestlessError extends TroupeError {
  readonly code = 'never-at-rest'

  constructor(limit: number, waiting: readonly WorldEvent[]) {
    const messages = waiting.map(({ id, name }) => `${name} (${id})`).join(', ')
    super(
      `The actors did not come to rest within ${limit} messages; ${messages} would be next. Let what goes on for ever wait for a timer, or raise maxSteps of createTestSystem.`,
    )
  }
}
