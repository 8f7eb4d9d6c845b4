import type { Order } from './system-message.ts'

/**
 * Where an actor is in its life. Messages are handled in `running` alone. `resting` is the time before its first life
 * and, where the next one is to wait, between two; `suspended` waits for the parent's order; `restarting` and `stopping`
 * for children and for handlers that still run.
 */
export type Phase = 'resting' | 'starting' | 'running' | 'suspended' | 'restarting' | 'stopping' | 'stopped'

/** What an actor does about an order: `begin` starts its next life now, `due` as soon as the old one is over. */
export type Move = 'ignore' | 'resume' | 'restart' | 'rest' | 'begin' | 'due' | 'stop' | 'kill'

/**
 * What an order means to an actor. One that comes too late (its actor is on its way to its end, or was given another in
 * the meantime) means nothing.
 *
 * @param resumable whether there are handlers to go on with
 */
export function moveFor(order: Order, phase: Phase, resumable: boolean): Move {
  switch (order) {
    case 'stop':
    case 'kill':
      return order
    case 'resume':
      if (phase !== 'suspended') return 'ignore'
      return resumable ? 'resume' : 'restart'
    case 'restart':
      return phase === 'suspended' ? 'restart' : 'ignore'
    case 'rest':
      return mayFail(phase) || phase === 'suspended' ? 'rest' : 'ignore'
    case 'begin':
      if (phase === 'restarting') return 'due'
      return phase === 'resting' ? 'begin' : 'ignore'
  }
}

/** Whether what goes wrong now is news to the parent, who has not been told of a failure yet. */
export function mayFail(phase: Phase): boolean {
  return phase === 'running' || phase === 'starting'
}

/** Whether the actor is on its way to the end of this life. */
export function isEnding(phase: Phase): phase is 'restarting' | 'stopping' {
  return phase === 'restarting' || phase === 'stopping'
}
