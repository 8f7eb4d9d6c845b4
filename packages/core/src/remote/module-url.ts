import { InvalidOptionError } from '../message/errors.ts'

/**
 * The `file:` URL of a module of actors.
 *
 * @throws InvalidOptionError for anything else, a path for instance
 */
export function moduleUrl(url: URL | string): string {
  const { protocol, href } = URL.canParse(String(url)) ? new URL(url) : { protocol: '', href: '' }
  if (protocol === 'file:') return href
  throw new InvalidOptionError(
    `${String(url)} is not the file: URL of a module of actors. Write new URL('./actors.ts', import.meta.url).`,
  )
}
