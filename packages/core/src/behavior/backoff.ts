import { inWords } from '../base/in-words.ts'
import { InvalidOptionError } from '../message/errors.ts'
import { checkObject } from '../message/option.ts'

/**
 * How long a parent waits before it starts a child anew, longer each time in a row; an option of `spawn`.
 *
 * @example
 * ```ts
 * import type { BackoffOptions } from '@troupe/core'
 *
 * export const patient: BackoffOptions = { min: 100, max: 30_000 }
 * ```
 */
export interface BackoffOptions {
  /** Milliseconds before the first restart. */
  readonly min: number
  /** Milliseconds that no restart waits longer than. */
  readonly max: number
  /** What each delay in a row is multiplied by for the next; 2 unless said. */
  readonly factor?: number
  /** The part of each delay, from 0 to 1, of which chance takes some or all away; 0.2 unless said. */
  readonly jitter?: number
  /** Milliseconds without a failure after which the next one waits `min` again; `max` unless said. */
  readonly resetAfter?: number
}

/** {@link BackoffOptions} with nothing left open. */
export type Backoff = Required<BackoffOptions>

/** @throws InvalidOptionError for a time, factor or part that is out of its range or no number */
export function completeBackoff(options: BackoffOptions | undefined): Backoff | undefined {
  if (options === undefined) return undefined
  checkObject('backoff', options, '{ min: 100, max: 30_000 }')
  const { min, max, factor = 2, jitter = 0.2, resetAfter = max } = options
  demand('min', min, () => min > 0 && Number.isFinite(min), 'more than 0 milliseconds')
  demand(
    'max',
    max,
    () => max >= min && Number.isFinite(max),
    'a number of milliseconds, and not less than min',
  )
  demand('factor', factor, () => factor >= 1 && Number.isFinite(factor), 'at least 1')
  demand('jitter', jitter, () => jitter >= 0 && jitter <= 1, 'from 0 to 1')
  demand('resetAfter', resetAfter, () => resetAfter > 0, 'more than 0 milliseconds')
  return { min, max, factor, jitter, resetAfter }
}

function demand(name: string, value: unknown, holds: () => boolean, range: string): void {
  if (typeof value === 'number' && holds()) return
  throw new InvalidOptionError(`backoff.${name} must be ${range}, not ${inWords(value)}.`)
}
