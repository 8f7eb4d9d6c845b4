import { inWords } from '../base/in-words.ts'
import { InvalidOptionError } from '../message/errors.ts'

/**
 * The `file:` URL of a module of actors.
 *
 * @throws InvalidOptionError for anything else, a path for instance
 */
export function moduleUrl(url: URL | string): string {
  const given = url instanceof URL ? url.href : url
  const { protocol, href } =
    typeof given === 'string' && URL.canParse(given) ? new URL(given) : { protocol: '', href: '' }
  if (protocol === 'file:') return href
  throw new InvalidOptionError(
    `${inWords(given)} is not the file: URL of a module of actors. Write new URL('./actors.ts', import.meta.url).`,
  )
}
