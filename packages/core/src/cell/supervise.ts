import type { Directive, Supervision } from '../behavior/supervision.ts'
import { countRestart, type RestartWindow } from './restart-window.ts'
import type { Failure } from './system-message.ts'

/** What a parent decided about a child, and the window to remember. */
export interface Verdict {
  readonly directive: Directive
  readonly window: RestartWindow
}

/** Decides what becomes of a child that failed, or that stopped itself and is permanent. */
export function supervise(failure: Failure, supervision: Supervision, window: RestartWindow, now: number): Verdict {
  const directive = wanted(failure, supervision)
  if (directive !== 'restart') return { directive, window }
  const counted = countRestart(window, supervision.budget, now)
  return counted === undefined ? { directive: 'escalate', window } : { directive, window: counted }
}

function wanted(failure: Failure, supervision: Supervision): Directive {
  const chosen = failure.normal ? undefined : supervision.decide?.(failure.error)
  if (chosen !== undefined) return chosen === 'restart' && supervision.restart === 'temporary' ? 'stop' : chosen
  if (supervision.restart === 'temporary') return 'stop'
  return failure.normal && supervision.restart !== 'permanent' ? 'stop' : 'restart'
}
