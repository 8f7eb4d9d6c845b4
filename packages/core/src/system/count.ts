import { inWords } from '../base/in-words.ts'
import { InvalidOptionError } from '../message/errors.ts'

/** @throws InvalidOptionError for what is no whole number above 0 */
export function checkCount(value: number | undefined, name: string, unsaid: number): number {
  if (value === undefined) return unsaid
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new InvalidOptionError(`${name} must be a whole number above 0, not ${inWords(value)}.`)
}
