import { drawChart, type Row } from '../shared/chart.ts'
import { defineExample } from '../shared/example.ts'
import { inPlacement, type Placement } from '../shared/placement.ts'
import { openStage, type Scene } from '../shared/scene.ts'
import { Class, shareOf } from './actors.ts'
import { costOfOneMore, spreadOf, type Timing, upTo } from './figures.ts'

const actors = new URL('./actors.ts', import.meta.url)
const PUPILS = [5, 100, 1000, 10_000, 100_000]
/** So many threads that start at once keep each other waiting. */
const LONGEST_START_MS = 120_000
const THREADS = [1, 2, 4, 8, 16, 32, 64]

/** How much there is to read, and into how many parts it is cut at most. */
export interface Plan {
  readonly pages: number
  readonly pupils: number
  readonly threads: number
}

/** What came of it. */
export interface Outcome {
  readonly pages: number
  /** What the pages come to, by whomever they are read. */
  readonly sum: number
  /** By so many actors on one thread. */
  readonly actors: readonly Timing[]
  /** By so many threads or processes, which are started for it. */
  readonly threads: readonly Timing[]
  readonly actors_spread: number
  readonly threads_spread: number
}

/** Has the same pages read by ever more actors, and then by ever more threads. */
export async function doHomework(plan: Plan, scene: Scene): Promise<Outcome> {
  const { pages } = plan
  const byActors = await timeActors(plan, scene)
  const threads = await timeThreads(plan, scene)
  const sums = new Set([...byActors, ...threads].map(({ sum }) => sum))
  const [sum = 0] = sums
  if (sums.size !== 1) throw new Error(`Read ${scene.on}, the pages come to ${[...sums].join(' and to ')}.`)
  return {
    pages,
    sum,
    actors: byActors.map(timingOf),
    threads: threads.map(timingOf),
    actors_spread: spreadOf(byActors),
    threads_spread: spreadOf(threads),
  }
}

interface Reading extends Timing {
  readonly sum: number
}

function timingOf({ parts, ms }: Reading): Timing {
  return { parts, ms }
}

/** One class in one thread, with ever more pupils. */
async function timeActors({ pages, pupils }: Plan, scene: Scene): Promise<Reading[]> {
  await using stage = await openStage(scene, { group: 'school', actors, count: 1 })
  const room = stage.system.spawn(Class, [], { ...stage.there, name: 'class' }).with({ timeout: Infinity })
  // Code gets faster while it is new: this reading is not counted.
  await room.ask('read', 0, Math.ceil(pages / 10), 5)
  const sizes = upTo(pupils, PUPILS)
  const readings: Reading[] = []
  for (const parts of sizes) {
    const start = performance.now()
    const sum = await room.ask('read', 0, pages, parts)
    readings.push({ parts, ms: Math.round(performance.now() - start), sum })
    scene.report?.('actors', readings.length, sizes.length)
  }
  return readings
}

/** A thread for each part, which has to be started first and is ended again: that is what a thread costs. */
async function timeThreads({ pages, threads }: Plan, scene: Scene): Promise<Reading[]> {
  const on = apartFrom(scene.on)
  const sizes = upTo(threads, THREADS)
  const readings: Reading[] = []
  for (const parts of sizes) {
    const start = performance.now()
    const sum = await readApart({ ...scene, on }, pages, parts)
    readings.push({ parts, ms: Math.round(performance.now() - start), sum })
    scene.report?.(on, readings.length, sizes.length)
  }
  return readings
}

async function readApart(scene: Scene, pages: number, parts: number): Promise<number> {
  await using stage = await openStage(scene, {
    group: 'desks',
    actors,
    count: parts,
    startTimeout: LONGEST_START_MS,
  })
  const readings = Array.from({ length: parts }, (_, index) => {
    const room = stage.system.spawn(Class, [], stage.there).with({ timeout: Infinity })
    return room.ask('read', ...shareOf(0, pages, parts, index), 1)
  })
  return (await Promise.all(readings)).reduce((total, sum) => total + sum, 0)
}

function apartFrom(placement: Placement): Exclude<Placement, 'here'> {
  return placement === 'processes' ? 'processes' : 'threads'
}

/** Whether a hundred actors more cost less than one thread more. */
function isFlatBeside({ actors, threads }: Outcome): boolean {
  return 100 * costOfOneMore(actors) < costOfOneMore(threads)
}

function describe(outcome: Outcome, placement: Placement): string {
  const apart = apartFrom(placement)
  const rowsOf = (timings: readonly Timing[], nouns: string): Row[] =>
    timings.map(({ parts, ms }) => ({ label: parts === 1 ? 'one alone' : `${parts} ${nouns}`, ms }))
  const byActors = rowsOf(outcome.actors, 'actors')
  const threads = rowsOf(outcome.threads, apart)
  const all = [...byActors, ...threads]
  return [
    `${outcome.pages} pages, read by ever more actors ${inPlacement[placement]}, and by ever more ${apart}`,
    '',
    drawChart(byActors, all),
    `the slowest took       ${outcome.actors_spread} times as long as the fastest`,
    '',
    drawChart(threads, all),
    `the slowest took       ${outcome.threads_spread} times as long as the fastest`,
  ].join('\n')
}

export const homework = defineExample({
  name: 'homework',
  summary: 'the same work cut into 5 to 100,000 actors, and into 1 to 64 threads: what a switch costs',
  options: {
    pages: {
      type: 'number',
      default: 4_000_000,
      min: 1,
      max: 1_000_000_000,
      help: 'how much there is to do',
    },
    pupils: { type: 'number', default: 100_000, min: 5, max: 100_000, help: 'how many actors at most' },
    threads: { type: 'number', default: 64, min: 1, max: 64, help: 'how many threads or processes at most' },
  },
  quick: ['--pages', '200000', '--pupils', '10000', '--threads', '8'],
  async play({ pages, pupils, threads }, scene) {
    const outcome = await doHomework({ pages, pupils, threads }, scene)
    return {
      figures: outcome,
      claims:
        outcome.threads.length < 2 ? {} : { actors_are_flat_where_threads_are_not: isFlatBeside(outcome) },
      words: describe(outcome, scene.on),
    }
  },
})
