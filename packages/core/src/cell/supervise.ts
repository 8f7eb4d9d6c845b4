import type { Directive, Supervision } from '../behavior/supervision.ts'
import { ActorStartError } from '../message/errors.ts'
import { countRestart, type RestartWindow } from './restart-window.ts'
import type { Failure } from './system-message.ts'

/** What a parent decided about a child, and the window to remember. */
export interface Verdict {
  readonly directive: Directive
  readonly window: RestartWindow
}

/** Decides what becomes of a child that failed, or that stopped itself and is permanent. */
export function supervise(
  failure: Failure,
  supervision: Supervision,
  window: RestartWindow,
  now: number,
): Verdict {
  const directive = wanted(failure, supervision)
  if (directive !== 'restart') return { directive, window }
  const counted = countRestart(window, supervision.budget, now)
  return counted === undefined ? { directive: 'escalate', window } : { directive, window: counted }
}

function wanted(failure: Failure, supervision: Supervision): Directive {
  const chosen = failure.normal ? undefined : supervision.decide?.(failure.error)
  // One that never started has no handlers to go on with: Akka's FaultHandling.faultResume creates it anew, too.
  const resumable = !(failure.error instanceof ActorStartError)
  if (chosen === 'stop' || chosen === 'escalate' || (chosen === 'resume' && resumable)) return chosen
  if (supervision.restart === 'temporary') return 'stop'
  return failure.normal && supervision.restart !== 'permanent' ? 'stop' : 'restart'
}
