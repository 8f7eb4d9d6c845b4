import { TroupeError } from '@troupe/core'

/** A world was told to let an event happen that cannot happen next. */
export class EventNotEnabledError extends TroupeError {
  readonly code = 'event-not-enabled'

  /** @param enabled the ids of those that can */
  constructor(id: string, enabled: readonly string[]) {
    const others = enabled.map((each) => `"${each}"`).join(', ') || 'nothing'
    super(`"${id}" cannot happen next; what can is ${others}.`)
  }
}

/** The state of an actor was asked for that does not exist, or does not show it. */
export class NoStateError extends TroupeError {
  readonly code = 'no-state'
}
