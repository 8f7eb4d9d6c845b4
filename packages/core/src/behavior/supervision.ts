import { inWords } from '../base/in-words.ts'
import { InvalidOptionError } from '../message/errors.ts'
import { checkChoice, checkFunction, checkObject, isOneOf } from '../message/option.ts'
import { type Backoff, type BackoffOptions, completeBackoff } from './backoff.ts'

/**
 * When a child is started anew: `permanent`, always; `transient`, after a failure but not after it stopped by itself;
 * `temporary`, never. As in OTP's child specifications.
 */
export type RestartPolicy = 'permanent' | 'transient' | 'temporary'

/** What a parent does about a child that failed. */
export type Directive = 'resume' | 'restart' | 'stop' | 'escalate'

/** How many restarts a parent allows a child. */
export interface RestartBudget {
  /** More than this many restarts within the period, and the child is stopped and the failure escalates. */
  readonly max: number
  /** Milliseconds. */
  readonly within: number
}

/**
 * How a parent supervises one child; an option of `spawn`.
 *
 * @example
 * ```ts
 * import type { SupervisionOptions } from '@troupe/core'
 *
 * export const careful: SupervisionOptions = {
 *   restart: 'permanent',
 *   budget: { max: 5, within: 60_000 },
 *   decide: (error) => (error instanceof RangeError ? 'stop' : undefined),
 * }
 * ```
 */
export interface SupervisionOptions {
  /** `transient` unless said. */
  readonly restart?: RestartPolicy
  /**
   * Three restarts within 5,000 ms unless said, or as many as it takes where there is `backoff`. Each child has a budget
   * of its own.
   */
  readonly budget?: RestartBudget
  /** No wait unless said. Messages wait in the mailbox meanwhile. */
  readonly backoff?: BackoffOptions
  /**
   * Decides by the error, and at once; whatever it returns `undefined` for is left to `restart`. If it throws, or returns
   * anything else, the child is stopped and its parent fails with that.
   */
  readonly decide?: (error: unknown) => Directive | undefined
}

/** {@link SupervisionOptions} with nothing left open. */
export interface Supervision {
  readonly restart: RestartPolicy
  readonly budget: RestartBudget
  readonly backoff: Backoff | undefined
  readonly decide: ((error: unknown) => Directive | undefined) | undefined
}

const POLICIES: readonly RestartPolicy[] = ['permanent', 'transient', 'temporary']
const unsaid: Supervision = {
  restart: 'transient',
  budget: { max: 3, within: 5000 },
  backoff: undefined,
  decide: undefined,
}
// The waits keep what always fails from keeping the machine busy; a budget on top is for those who say one.
const unlimited: RestartBudget = { max: Number.POSITIVE_INFINITY, within: Number.POSITIVE_INFINITY }

/** Whether `value`, from anywhere, is a {@link RestartPolicy}. */
export function isRestartPolicy(value: unknown): value is RestartPolicy {
  return isOneOf(POLICIES, value)
}

/**
 * Fills in what was not said.
 *
 * @throws InvalidOptionError for a policy that does not exist, or a budget or delay that is negative or no number
 */
export function completeSupervision(options: SupervisionOptions): Supervision {
  const { restart = unsaid.restart, backoff, decide } = options
  const { budget = backoff === undefined ? unsaid.budget : unlimited } = options
  if (restart === unsaid.restart && budget === unsaid.budget && decide === undefined) return unsaid
  checkChoice('restart', POLICIES, restart)
  if (decide !== undefined) checkFunction('decide', decide)
  return { restart, budget: checkBudget(budget), backoff: completeBackoff(backoff), decide }
}

function checkBudget(budget: RestartBudget): RestartBudget {
  checkObject('budget', budget, '{ max: 3, within: 5000 }')
  const { max, within } = budget
  if (typeof max === 'number' && max >= 0 && typeof within === 'number' && within > 0) return { max, within }
  throw new InvalidOptionError(
    `budget must allow max >= 0 restarts within > 0 ms, not { max: ${inWords(max)}, within: ${inWords(within)} }.`,
  )
}
