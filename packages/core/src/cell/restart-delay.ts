import type { Backoff } from '../behavior/backoff.ts'

/** Restarts that followed each other without a quiet time between them. Plain data, like the window of a budget. */
export interface RestartStreak {
  readonly restarts: number
  /** When the last of them was due. */
  readonly due: number
}

export const noStreak: RestartStreak = { restarts: 0, due: Number.NEGATIVE_INFINITY }

/** A restart that is due some milliseconds from now, and the streak that it belongs to. */
export interface DelayedRestart {
  readonly delay: number
  readonly streak: RestartStreak
}

/**
 * How long the restart of what failed at time `now` is to wait: min·factorⁿ, at most `max`, where n restarts went before
 * it in a row; chance takes away up to `jitter` of that, so that what failed together does not come back together.
 *
 * @param chance from 0 up to, but not including, 1
 */
export function delayRestart(
  backoff: Backoff | undefined,
  streak: RestartStreak,
  now: number,
  chance: number,
): DelayedRestart {
  if (backoff === undefined) return { delay: 0, streak }
  const { min, max, factor, jitter, resetAfter } = backoff
  const before = now - streak.due >= resetAfter ? 0 : streak.restarts
  const delay = Math.min(max, min * factor ** before) * (1 - jitter * chance)
  return { delay, streak: { restarts: before + 1, due: now + delay } }
}
