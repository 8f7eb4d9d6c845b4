import { inWords } from '../base/in-words.ts'
import { InvalidOptionError } from './errors.ts'

/** Which messages go first: order holds among those of one priority. */
export type Priority = 'high' | 'normal' | 'low'

/** @throws InvalidOptionError for what is no priority */
export function checkPriority(value: unknown): Priority {
  if (value === 'high' || value === 'normal' || value === 'low') return value
  throw new InvalidOptionError(`priority must be "high", "normal" or "low", not ${inWords(value)}.`)
}
