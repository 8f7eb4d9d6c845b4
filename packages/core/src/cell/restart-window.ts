import type { RestartBudget } from '../behavior/supervision.ts'

/** The times of the restarts that still count. Plain data: each decision returns the next one. */
export type RestartWindow = readonly number[]

/**
 * Counts one more restart at time `now`. More than `max` within the period is one too many, as in OTP: the restart that
 * goes over the budget is not made.
 *
 * @returns the window with this restart, or `undefined` when the budget is spent
 */
export function countRestart(
  window: RestartWindow,
  budget: RestartBudget,
  now: number,
): RestartWindow | undefined {
  if (budget.max === Number.POSITIVE_INFINITY) return window
  const recent = window.filter((time) => now - time < budget.within)
  return recent.length < budget.max ? [...recent, now] : undefined
}
