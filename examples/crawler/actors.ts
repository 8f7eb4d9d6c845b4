import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { defineWorkQueue, type WorkerProtocol, type WorkQueueProtocol } from '@troupe/core/patterns'

/** What a fetcher makes of a page. */
export interface Page {
  readonly links: readonly string[]
  readonly words: number
}

/** What a crawler brings home. */
export interface Harvest {
  readonly pages: number
  readonly words: number
}

export type PagesProtocol = WorkQueueProtocol<string, Page>

/** The addresses that wait for a fetcher. An address whose fetcher fails is handed to another. */
export const Pages = defineWorkQueue<string, Page>('Pages')

/** Fetches one page at a time: there are as many requests under way as there are fetchers, and no more. */
export const Fetcher = defineActor(
  'Fetcher',
  (ctx: ActorContext<WorkerProtocol<string, Page>>, pages: ActorRef<PagesProtocol>) => {
    pages.tell('join', ctx.self)
    return {
      async work(url) {
        const response = await fetch(url, { signal: ctx.abortSignal })
        if (!response.ok) throw new Error(`${url}: ${response.status}`)
        return read(await response.text(), url)
      },
    }
  },
)

/** Finds the links in a page and counts its words, which is work for a processor. */
export function read(html: string, url: string): Page {
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => new URL(href, url).href)
  const words = html.replaceAll(/<[^>]*>/g, ' ').match(/\w+/g)?.length ?? 0
  return { links, words }
}

export interface CrawlerProtocol {
  /** Visits all that can be reached from a page, each page once, and answers when nothing is left. */
  crawl(start: string): Harvest
  visited(page: Page): void
}

/** Knows which pages have been seen. It waits for no page: what a fetcher finds comes back as a message. */
export const Crawler = defineActor(
  'Crawler',
  (
    ctx: ActorContext<CrawlerProtocol>,
    pages: ActorRef<PagesProtocol>,
    report: ActorRef<{ progress(done: number, seen: number): void }>,
  ) => {
    const seen = new Set<string>()
    const patient = pages.with({ timeout: Infinity })
    let done = 0
    let words = 0
    let harvest: Reply<Harvest> | undefined

    const visit = (url: string): void => {
      if (seen.has(url)) return
      seen.add(url)
      ctx.pipe(patient.ask('perform', url), 'visited')
    }
    return {
      crawl(start) {
        harvest = ctx.reply('crawl')
        visit(start)
        return harvest
      },
      visited(page) {
        words += page.words
        for (const url of page.links) visit(url)
        report.tell('progress', ++done, seen.size)
        if (done === seen.size) harvest?.answer({ pages: done, words })
      },
    }
  },
)
