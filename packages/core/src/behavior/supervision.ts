import { InvalidOptionError } from '../message/errors.ts'

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
  /** Three restarts within 5,000 ms unless said; each child has a budget of its own. */
  readonly budget?: RestartBudget
  /** Decides by the error; whatever it returns `undefined` for is left to `restart`. It must not throw. */
  readonly decide?: (error: unknown) => Directive | undefined
}

/** {@link SupervisionOptions} with nothing left open. */
export interface Supervision {
  readonly restart: RestartPolicy
  readonly budget: RestartBudget
  readonly decide: ((error: unknown) => Directive | undefined) | undefined
}

const POLICIES: readonly unknown[] = ['permanent', 'transient', 'temporary']
const unsaid: Supervision = { restart: 'transient', budget: { max: 3, within: 5000 }, decide: undefined }

/** Whether `value`, from anywhere, is a {@link RestartPolicy}. */
export function isRestartPolicy(value: unknown): value is RestartPolicy {
  return POLICIES.includes(value)
}

/**
 * Fills in what was not said.
 *
 * @throws InvalidOptionError for a policy that does not exist, or a budget that is negative or no number
 */
export function completeSupervision(options: SupervisionOptions): Supervision {
  const { restart = unsaid.restart, budget = unsaid.budget, decide } = options
  if (restart === unsaid.restart && budget === unsaid.budget && decide === undefined) return unsaid
  if (!isRestartPolicy(restart)) {
    throw new InvalidOptionError(
      `restart must be "permanent", "transient" or "temporary", not ${JSON.stringify(restart)}.`,
    )
  }
  if (!(budget.max >= 0) || !(budget.within > 0)) {
    throw new InvalidOptionError(
      `budget must allow max >= 0 restarts within > 0 ms, not { max: ${budget.max}, within: ${budget.within} }.`,
    )
  }
  if (decide !== undefined && typeof decide !== 'function') {
    throw new InvalidOptionError('decide must be a function from an error to a directive.')
  }
  return { restart, budget, decide }
}
