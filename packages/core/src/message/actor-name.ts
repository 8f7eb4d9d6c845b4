import { inWords } from '../base/in-words.ts'
import { InvalidNameError } from './errors.ts'

/** Whether an actor may have that name. */
export function isName(name: unknown): name is string {
  return typeof name === 'string' && /^[^/$~\s][^/$\s]*$/.test(name)
}

/**
 * Checks a name that a user chose. `/` and `$` separate the parts of a path, and `~` begins those that the library gives.
 *
 * @throws InvalidNameError
 */
export function checkName(name: unknown): string {
  if (!isName(name)) {
    throw new InvalidNameError(
      `${inWords(name)} is no name for an actor: it must be a string that is not empty, holds no "/", "$" or white space, and does not begin with "~".`,
    )
  }
  return name
}
