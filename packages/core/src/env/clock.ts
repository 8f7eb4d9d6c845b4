/** A timer that was set and has not fired yet. */
export interface Timer {
  /** Cancels the timer; after it fired, this does nothing. */
  cancel(): void
}

/**
 * The only source of time in a system. Tests put a virtual one in its place.
 *
 * @example
 * ```ts
 * import type { Clock } from '@troupe/core'
 *
 * export function frozenAt(now: number): Clock {
 *   return { now: () => now, wallTime: () => now, setTimer: () => ({ cancel() {} }) }
 * }
 * ```
 */
export interface Clock {
  /**
   * Milliseconds since an arbitrary start; never goes back.
   *
   * @param purpose what depends on how much time has passed: `restart`, `expiry`, `silence`, `deadline`; left out where nothing does
   * but how long a timer is set for
   */
  now(purpose?: string): number
  /** Milliseconds since 1970-01-01 UTC, for people to read; may jump. */
  wallTime(): number
  /**
   * Calls `task` once, `delay` milliseconds from now at the earliest; never for `Infinity`.
   *
   * @param purpose what the runtime itself sets it for: `ask`, `start`, `stop`; left out for timers of actors
   */
  setTimer(delay: number, task: () => void, purpose?: string): Timer
}
