import { InvalidOptionError } from '../index.ts'

/** @throws InvalidOptionError where nothing can be read of `options` */
export function checkOptions<T extends object>(definer: string, options: T): T {
  if (typeof options === 'object' && options !== null) return options
  throw new InvalidOptionError(`The options of ${definer} come last, in an object.`)
}

/** @throws InvalidOptionError for what is no whole number of at least 1 */
export function checkCount(name: string, value: unknown): void {
  if (isCount(value)) return
  throw new InvalidOptionError(`${name} must be a whole number of at least 1, not ${shown(value)}.`)
}

export function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1
}

/** @throws InvalidOptionError for what is no time above 0; `Infinity` is one */
export function checkTime(name: string, value: unknown): void {
  if (typeof value === 'number' && value > 0) return
  throw new InvalidOptionError(`${name} must be milliseconds above 0, not ${shown(value)}.`)
}

/** A number as it is; of anything else, what it is. */
export function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value
}
