import { inWords } from '../base/in-words.ts'
import type { Directive, Supervision } from '../behavior/supervision.ts'
import { InvalidOptionError } from '../message/errors.ts'
import { heedRejection } from './heed-rejection.ts'
import { delayRestart, noStreak, type RestartStreak } from './restart-delay.ts'
import { countRestart, type RestartWindow } from './restart-window.ts'
import type { Failure } from './system-message.ts'

/** What a parent remembers of the restarts of a child. Plain data: each decision returns the next one. */
export interface RestartHistory {
  readonly window: RestartWindow
  readonly streak: RestartStreak
}

export const noRestarts: RestartHistory = { window: [], streak: noStreak }

/** What a parent decided about a child, and what to remember. */
export interface Verdict {
  readonly directive: Directive
  /** Milliseconds until the restart, where that is the directive. */
  readonly delay: number
  readonly history: RestartHistory
}

/**
 * Decides what becomes of a child that failed, or that stopped itself and is permanent.
 *
 * @param chance from 0 up to, but not including, 1
 * @throws InvalidOptionError, or what the user's own decision threw
 */
export function supervise(
  failure: Failure,
  supervision: Supervision,
  history: RestartHistory,
  now: number,
  chance: number,
): Verdict {
  const directive = wanted(failure, supervision)
  if (directive !== 'restart') return { directive, delay: 0, history }
  // To try again would spend the budget, and nothing else.
  if (failure.final) return { directive: 'escalate', delay: 0, history }
  const window = countRestart(history.window, supervision.budget, now)
  if (window === undefined) return { directive: 'escalate', delay: 0, history }
  const { delay, streak } = delayRestart(supervision.backoff, history.streak, now, chance)
  return { directive, delay, history: { window, streak } }
}

function wanted(failure: Failure, supervision: Supervision): Directive {
  const chosen = failure.normal ? undefined : chosenBy(supervision, failure.error)
  // One that never started has no handlers to go on with: Akka's FaultHandling.faultResume creates it anew, too.
  const resumable = !isStartFailure(failure.error)
  if (chosen === 'stop' || chosen === 'escalate' || (chosen === 'resume' && resumable)) return chosen
  if (supervision.restart === 'temporary') return 'stop'
  return failure.normal && supervision.restart !== 'permanent' ? 'stop' : 'restart'
}

/** By its code: it may come from another node, and has no class then. */
function isStartFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'actor-start-failed'
}

const DIRECTIVES: readonly unknown[] = ['resume', 'restart', 'stop', 'escalate', undefined]

function chosenBy({ decide }: Supervision, error: unknown): Directive | undefined {
  const chosen = decide?.(error)
  if (DIRECTIVES.includes(chosen)) return chosen
  heedRejection(chosen, () => {})
  throw new InvalidOptionError(
    `decide must return "resume", "restart", "stop", "escalate" or undefined, and at once, not ${inWords(chosen)}.`,
  )
}
