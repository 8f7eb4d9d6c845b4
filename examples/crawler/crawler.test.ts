import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import type { WorkerProtocol } from '@troupe/core/patterns'
import { createTestSystem } from '@troupe/testkit'
import { describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { Crawler, type Page, Pages, type PagesProtocol, read } from './actors.ts'
import { compareCrews, crawl, rateOf } from './main.ts'
import { startWeb, WORDS } from './web.ts'

const site: Readonly<Record<string, readonly string[]>> = {
  a: ['b', 'c', 'a'],
  b: ['a', 'c'],
  c: ['d'],
  d: [],
}

/** Knows its pages by heart, and takes a second over each. The first who fetches the broken one fails. */
function librarian(fetched: string[], broken: string | undefined) {
  return defineActor(
    'Librarian',
    (ctx: ActorContext<WorkerProtocol<string, Page>>, pages: ActorRef<PagesProtocol>) => {
      pages.tell('join', ctx.self)
      return {
        async work(url) {
          await new Promise((resolve) => setTimeout(resolve, 1000))
          const isFirst = !fetched.includes(url)
          fetched.push(url)
          if (isFirst && url === broken) throw new Error('the line is dead')
          return { links: site[url] ?? [], words: 10 }
        },
      }
    },
  )
}

async function crawlInVirtualTime(librarians: number, broken?: string) {
  await using system = createTestSystem({ seed: 1 })
  const fetched: string[] = []
  const pages = system.spawn(Pages)
  const Librarian = librarian(fetched, broken)
  for (let i = 0; i < librarians; i++) system.spawn(Librarian, [pages])
  const report = system.probe<{ progress(done: number, seen: number): void }>('report')
  const crawler = system.spawn(Crawler, [pages, report.ref]).with({ timeout: Infinity })
  const harvest = crawler.ask('crawl', 'a')
  let seconds = 0
  let isOver = false
  void harvest.then(() => {
    isOver = true
  })
  for (; !isOver && seconds < 20; seconds++) await system.clock.advance(1000)
  return { harvest: await harvest, fetched: fetched.toSorted(), seconds }
}

describe('a crawler, in virtual time', () => {
  test('visits every page once, though pages link to each other in circles', async () => {
    const { harvest, fetched } = await crawlInVirtualTime(2)
    expect(harvest).toEqual({ pages: 4, words: 40 })
    expect(fetched).toEqual(['a', 'b', 'c', 'd'])
  })

  test('has as many requests under way as there are fetchers', async () => {
    expect((await crawlInVirtualTime(1)).seconds).toBe(4)
    // b and c at once, and d is known when c has come.
    expect((await crawlInVirtualTime(2)).seconds).toBe(3)
  })

  test('fetches a page again whose fetcher failed', async () => {
    const { harvest, fetched } = await crawlInVirtualTime(2, 'c')
    expect(harvest).toEqual({ pages: 4, words: 40 })
    expect(fetched).toEqual(['a', 'b', 'c', 'c', 'd'])
  })
})

test('links are read against the address of their page, and words without their tags', () => {
  const html = '<p>two words</p><a href="/1">one</a><a href="http://else.where/x"></a>'
  expect(read(html, 'http://a.b/0')).toEqual({ links: ['http://a.b/1', 'http://else.where/x'], words: 3 })
})

test('pages a second', () => {
  expect(rateOf(1000, 500)).toBe(2000)
})

describe.each(placements)('a crawl, %s', (placement) => {
  test('visits every page of the web once', async () => {
    await using web = await startWeb(30, 0)
    const harvest = await crawl(web, { nodes: 2, fetchers: 4 }, { on: placement })
    expect(harvest).toMatchObject({ pages: 30, words: 30 * WORDS })
    expect([...web.visits]).toHaveLength(30)
    expect(new Set(web.visits.values())).toEqual(new Set([1]))
  })
})

test('three crews crawl the same web', async () => {
  const plan = { nodes: 2, fetchers: 4, pages: 20, ms: 0 }
  expect(await compareCrews(plan, { on: 'here' })).toMatchObject({
    pages: 20,
    words: 20 * WORDS,
    cores: 2,
    fetchers: 4,
  })
})
