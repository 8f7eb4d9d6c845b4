import { inWords } from '../base/in-words.ts'
import { InvalidOptionError } from '../message/errors.ts'

/**
 * How many nodes a group is to have.
 *
 * @param usual as many, where the options do not say
 * @throws InvalidOptionError where nothing can be read of `options`, or they say what is no positive whole number
 */
export function nodeCount(options: { readonly count?: number }, usual: number): number {
  if (typeof options !== 'object' || options === null)
    throw new InvalidOptionError(
      `The options of a group of nodes come last, in an object, { count: 2 }, not as ${inWords(options)}.`,
    )
  const { count = usual } = options
  if (Number.isInteger(count) && count >= 1) return count
  throw new InvalidOptionError(`count must be a positive integer, not ${inWords(count)}.`)
}
