import { availableParallelism } from 'node:os'
import { type ActorContext, defineActor } from '@troupe/core'
import { defineExample } from '../shared/example.ts'
import { inPlacement, type Placement } from '../shared/placement.ts'
import { openStage, type Scene } from '../shared/scene.ts'
import { Crawler, Fetcher, type Harvest, Pages } from './actors.ts'
import { startWeb, type Web } from './web.ts'

const actors = new URL('./actors.ts', import.meta.url)
/** One fetcher alone would take long over all the pages; a part of them shows how fast it is. */
const PART_FOR_ONE = 20

/** Who crawls a web. */
export interface Crew {
  /** Nodes that the fetchers are spread over. */
  readonly nodes: number
  /** How many requests are under way at most. */
  readonly fetchers: number
}

/** What came of a crawl. */
export interface Outcome extends Harvest {
  readonly ms: number
  readonly pages_per_second: number
}

/** Visits every page of a web once. */
export async function crawl(web: Web, { nodes, fetchers }: Crew, scene: Scene): Promise<Outcome> {
  await using stage = await openStage(scene, { group: 'net', actors, count: nodes })
  const { system, there } = stage
  const label = `${fetchers} on ${nodes}`
  const Progress = defineActor(
    'Progress',
    (_ctx: ActorContext<{ progress(done: number, seen: number): void }>) => ({
      progress: (done, seen) => scene.report?.(label, done, seen),
    }),
  )
  const pages = system.spawn(Pages, [], { name: 'pages' })
  for (let i = 0; i < fetchers; i++) system.spawn(Fetcher, [pages], there)
  const start = performance.now()
  const crawler = system.spawn(Crawler, [pages, system.spawn(Progress)], { name: 'crawler' })
  const harvest = await crawler.with({ timeout: Infinity }).ask('crawl', web.start)
  const ms = performance.now() - start
  return { ...harvest, ms: Math.round(ms), pages_per_second: rateOf(harvest.pages, ms) }
}

export function rateOf(pages: number, ms: number): number {
  return Math.round((pages * 1000) / ms)
}

/** How fast the web is crawled in three ways. */
export interface Comparison {
  readonly pages: number
  readonly words: number
  readonly cores: number
  readonly fetchers: number
  /** Pages a second of one fetcher, of many on one thread, and of as many on every core. */
  readonly one_by_one: number
  readonly one_thread: number
  readonly all_cores: number
}

/** What is to be crawled, and by how many. */
export interface Plan extends Crew {
  readonly pages: number
  /** Milliseconds that the server takes over a page. */
  readonly ms: number
}

export async function compareCrews(plan: Plan, scene: Scene): Promise<Comparison> {
  const { nodes, fetchers, pages, ms } = plan
  await using part = await startWeb(Math.ceil(pages / PART_FOR_ONE), ms)
  const oneByOne = await crawl(part, { nodes: 1, fetchers: 1 }, scene)
  await using web = await startWeb(pages, ms)
  const oneThread = await crawl(web, { nodes: 1, fetchers }, scene)
  const allCores = await crawl(web, { nodes, fetchers }, scene)
  return {
    pages: allCores.pages,
    words: allCores.words,
    cores: nodes,
    fetchers,
    one_by_one: oneByOne.pages_per_second,
    one_thread: oneThread.pages_per_second,
    all_cores: allCores.pages_per_second,
  }
}

function describe(found: Comparison, placement: Placement): string {
  const { pages, words, fetchers, cores, one_by_one, one_thread, all_cores } = found
  return [
    `${pages} pages of ${words} words in all, the fetchers ${inPlacement[placement]}`,
    '',
    `one fetcher                   ${one_by_one} pages a second`,
    `${fetchers} fetchers on one node       ${one_thread} pages a second`,
    `${fetchers} fetchers on ${cores} nodes         ${all_cores} pages a second`,
  ].join('\n')
}

export const crawler = defineExample({
  name: 'crawler',
  summary: 'a thousand pages are fetched one by one, many at once on one thread, and on every core',
  options: {
    pages: { type: 'number', default: 1000, min: 1, max: 1_000_000, help: 'how many pages there are' },
    fetchers: { type: 'number', default: 32, min: 1, max: 1000, help: 'how many requests go on at once' },
    cores: { type: 'number', default: availableParallelism(), min: 1, max: 256, help: 'how many nodes' },
    wait: { type: 'number', default: 20, min: 0, max: 10_000, help: 'ms that the server takes over a page' },
  },
  quick: ['--pages', '200'],
  async play({ pages, fetchers, cores, wait }, scene) {
    const found = await compareCrews({ nodes: cores, fetchers, pages, ms: wait }, scene)
    return {
      figures: { wait_ms: wait, ...found },
      claims: {
        every_page_once: found.pages === pages,
        many_at_once_are_faster: fetchers === 1 || wait === 0 || found.one_thread > 2 * found.one_by_one,
      },
      words: describe(found, scene.on),
    }
  },
})
