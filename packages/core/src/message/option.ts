import { inWords } from '../base/in-words.ts'
import { InvalidOptionError } from './errors.ts'

/**
 * Checks that something can be read of what was given.
 *
 * @param what it is, as the first words of the error
 * @param example of what it should look like
 * @throws InvalidOptionError
 */
export function checkObject(what: string, given: unknown, example: string): void {
  if (typeof given === 'object' && given !== null) return
  throw new InvalidOptionError(`${what} must be an object, ${example}, not ${inWords(given)}.`)
}

/**
 * Checks that these are options, and none that there is not: one with a slip of the pen would be without effect, and nobody
 * would know.
 *
 * @param of whose options they are, as the last words of the error
 * @param example of what they should look like
 * @param names of all that there are
 * @throws InvalidOptionError
 */
export function checkOptions<T extends object>(
  of: string,
  given: T,
  example: string,
  names: Readonly<Record<keyof T, true>>,
): void {
  checkObject(`The options of ${of}`, given, example)
  for (const name in given) {
    if (!Object.hasOwn(names, name))
      throw new InvalidOptionError(
        `There is no option ${inWords(name)} of ${of}, only ${Object.keys(names).join(', ')}.`,
      )
  }
}

/** @throws InvalidOptionError for what cannot be called */
export function checkFunction(what: string, given: unknown): void {
  if (typeof given === 'function') return
  throw new InvalidOptionError(`${what} must be a function, not ${inWords(given)}.`)
}

/** Whether `value`, from anywhere, is one of these. */
export function isOneOf<T>(choices: readonly T[], value: unknown): value is T {
  return choices.some((choice) => choice === value)
}

/** @throws InvalidOptionError for what is none of these, which are two or more */
export function checkChoice<T extends string>(option: string, choices: readonly T[], value: unknown): T {
  if (isOneOf(choices, value)) return value
  const names = choices.map((choice) => `"${choice}"`)
  const last = names.pop()
  throw new InvalidOptionError(`${option} must be ${names.join(', ')} or ${last}, not ${inWords(value)}.`)
}

/**
 * Milliseconds, or `unsaid` where there are none.
 *
 * @throws InvalidOptionError for what is negative or no number
 */
export function checkDuration<T>(value: number | undefined, name: string, unsaid: T): number | T {
  if (value === undefined) return unsaid
  if (typeof value === 'number' && value >= 0) return value
  throw new InvalidOptionError(
    `${name} must be a number of milliseconds that is not negative, not ${inWords(value)}.`,
  )
}

/** @throws InvalidOptionError for milliseconds that are not above 0, or no number */
export function checkWait(value: number, name: string): number {
  if (typeof value === 'number' && value > 0) return value
  throw new InvalidOptionError(`${name} must be a number of milliseconds above 0, not ${inWords(value)}.`)
}

/** @throws InvalidOptionError for what is no whole number above 0 */
export function checkCount(value: number | undefined, name: string, unsaid: number): number {
  if (value === undefined) return unsaid
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new InvalidOptionError(`${name} must be a whole number above 0, not ${inWords(value)}.`)
}
