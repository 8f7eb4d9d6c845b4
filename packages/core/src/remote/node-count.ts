import { checkCount, checkObject } from '../message/option.ts'

/**
 * How many nodes a group is to have.
 *
 * @param usual as many, where the options do not say
 * @throws InvalidOptionError where nothing can be read of `options`, or they say what is no positive whole number
 */
export function nodeCount(options: { readonly count?: number }, usual: number): number {
  checkObject('The options of a group of nodes', options, '{ count: 2 }')
  return checkCount(options.count, 'count', usual)
}
