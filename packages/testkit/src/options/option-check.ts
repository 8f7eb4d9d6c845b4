import { InvalidOptionError } from '@troupe/core'
import { showValue } from '../system/shown.ts'

/** Checks what one function of the testkit is given: what is refused is named, and told with what it has to be. */
export class OptionCheck {
  private readonly of: string

  /** @param of the function, as its callers call it */
  constructor(of: string) {
    this.of = of
  }

  /** The error that refuses `value`. */
  refusal(option: string, value: unknown, wanted: string): InvalidOptionError {
    return new InvalidOptionError(
      `The option ${option} of ${this.of} is ${showValue(value)}; it has to be ${wanted}.`,
    )
  }

  /**
   * An option with a slip of the pen would be without effect, and nobody would know.
   *
   * @param option what these are options of; empty for those of the function itself
   */
  names(option: string, given: unknown, known: readonly string[]): void {
    if (given === undefined) return
    if (typeof given !== 'object' || given === null || Array.isArray(given))
      throw this.refusal(option === '' ? 'options' : option, given, 'an object')
    const strange = Object.keys(given).find((name) => !known.includes(name))
    if (strange === undefined) return
    const name = option === '' ? strange : `${option}.${strange}`
    throw new InvalidOptionError(`The option ${name} of ${this.of} is none; there are ${known.join(', ')}.`)
  }

  count(option: string, value: number, least: number): number {
    if (Number.isSafeInteger(value) && value >= least) return value
    throw this.refusal(option, value, `a whole number, ${least} or more`)
  }

  integer(option: string, value: number): number {
    if (Number.isSafeInteger(value)) return value
    throw this.refusal(option, value, 'a whole number')
  }

  milliseconds(option: string, value: number): number {
    if (typeof value === 'number' && value >= 0) return value
    throw this.refusal(option, value, 'a number of milliseconds, not negative')
  }

  yesOrNo(option: string, value: boolean): boolean {
    if (typeof value === 'boolean') return value
    throw this.refusal(option, value, 'true or false')
  }

  oneOf<T extends string>(option: string, value: T, known: readonly T[]): T {
    if (known.includes(value)) return value
    throw this.refusal(option, value, `one of ${known.map((each) => `'${each}'`).join(', ')}`)
  }

  text(option: string, value: string | undefined, wanted: string): string | undefined {
    if (value === undefined || typeof value === 'string') return value
    throw this.refusal(option, value, wanted)
  }

  texts(option: string, value: unknown, wanted: string): void {
    if (value === undefined) return
    if (!Array.isArray(value) || value.some((text) => typeof text !== 'string'))
      throw this.refusal(option, value, wanted)
  }

  date(option: string, value: Date): Date {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return value
    throw this.refusal(option, value, 'a date')
  }

  callable(what: string, value: unknown): void {
    if (typeof value === 'function') return
    throw new InvalidOptionError(`${this.of} needs ${what}, a function, not ${showValue(value)}.`)
  }
}
