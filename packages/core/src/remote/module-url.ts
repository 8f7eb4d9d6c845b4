import { inWords } from '../base/in-words.ts'
import { InvalidOptionError } from '../message/errors.ts'

/**
 * The `file:` URL of a module that nodes load.
 *
 * @param what the module is, in the words of the error
 * @param example how its file may be called
 * @throws InvalidOptionError for anything else, a path for instance
 */
export function moduleUrl(url: URL | string, what = 'module of actors', example = './actors.ts'): string {
  const given = url instanceof URL ? url.href : url
  const { protocol, href } =
    typeof given === 'string' && URL.canParse(given) ? new URL(given) : { protocol: '', href: '' }
  if (protocol === 'file:') return href
  throw new InvalidOptionError(
    `${inWords(given)} is not the file: URL of a ${what}. Write new URL('${example}', import.meta.url).`,
  )
}
