/** What a circuit breaker lets through; see {@link nextState}. */
export type BreakerState =
  | { readonly name: 'closed'; readonly failures: number }
  | { readonly name: 'open' }
  | { readonly name: 'half-open'; readonly probing: boolean }

/** What happens to a circuit breaker: a call begins, or came to its end, or it has rested. */
export type BreakerEvent = 'begin' | 'success' | 'failure' | 'undecided' | 'rested'

export const closed: BreakerState = { name: 'closed', failures: 0 }

/** The same, where nobody will say any more what came of the calls that have begun. */
export function unprobed(state: BreakerState): BreakerState {
  return state.name === 'half-open' ? { name: 'half-open', probing: false } : state
}

/** Whether a call may begin: always, never, or one at a time. */
export function admits(state: BreakerState): boolean {
  return state.name === 'closed' || (state.name === 'half-open' && !state.probing)
}

/**
 * Closed, it counts failures in a row, and opens when there are `limit`. Open, it rests. Half-open, it lets one call through:
 * that one closes it, or opens it again.
 */
export function nextState(state: BreakerState, event: BreakerEvent, limit: number): BreakerState {
  switch (state.name) {
    case 'closed':
      return fromClosed(state.failures, event, limit)
    case 'open':
      return event === 'rested' ? { name: 'half-open', probing: false } : state
    case 'half-open':
      return fromHalfOpen(state, event)
  }
}

function fromClosed(failures: number, event: BreakerEvent, limit: number): BreakerState {
  if (event === 'success') return closed
  if (event !== 'failure') return { name: 'closed', failures }
  return failures + 1 < limit ? { name: 'closed', failures: failures + 1 } : { name: 'open' }
}

function fromHalfOpen(state: BreakerState, event: BreakerEvent): BreakerState {
  if (event === 'success') return closed
  if (event === 'failure') return { name: 'open' }
  return event === 'rested' ? state : { name: 'half-open', probing: event === 'begin' }
}
