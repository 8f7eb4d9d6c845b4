import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const LINKS = 4
const TEXT = 'the quick brown fox jumps over the lazy dog '.repeat(1000)

/** The words on every page, those of its links not counted. */
export const WORDS = TEXT.trim().split(' ').length

/** A web of so many pages on this machine. */
export interface Web extends AsyncDisposable {
  /** Where to begin: every page can be reached from there. */
  readonly start: string
  /** How often each page was asked for, by its number. */
  readonly visits: ReadonlyMap<number, number>
}

/**
 * Starts a server of pages that link to each other, in circles too.
 *
 * @param ms milliseconds after which a page is answered
 */
export async function startWeb(pages: number, ms: number): Promise<Web> {
  const visits = new Map<number, number>()
  const server = createServer(async ({ url = '/' }, response) => {
    const page = Number(url.slice(1))
    visits.set(page, (visits.get(page) ?? 0) + 1)
    if (ms > 0) await wait(ms)
    response.end(pageOf(page, pages))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    start: `http://127.0.0.1:${port}/0`,
    visits,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Links to pages below it, as in a tree, and back to the first one. */
function pageOf(page: number, pages: number): string {
  const below = Array.from({ length: LINKS }, (_, link) => page * LINKS + link + 1)
  const links = [0, ...below.filter((each) => each < pages)].map((each) => `<a href="/${each}"></a>`)
  return `<p>${TEXT}</p>${links.join('')}`
}
