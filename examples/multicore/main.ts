import { availableParallelism } from 'node:os'
import type { ActorRef } from '@troupe/core'
import { defineExample } from '../shared/example.ts'
import { describeWhereabouts, inPlacement, type Placement, type Whereabouts } from '../shared/placement.ts'
import { openStage, type Scene } from '../shared/scene.ts'
import { Cruncher, type CruncherProtocol } from './actors.ts'
import { addsUp, cpuTime, type Effort, type Figures, fastest, figuresOf } from './figures.ts'

const actors = new URL('./actors.ts', import.meta.url)
/** Both ways are timed that many times by turns and the fastest counts: other programs use the cores, too. */
const ROUNDS = 5

/** What is to be computed, and by how many. */
export interface Plan {
  readonly cores: number
  readonly jobs: number
  /** Each job counts the primes below this. */
  readonly limit: number
}

/** What came of it. */
export interface Outcome extends Figures {
  readonly cores: number
  readonly jobs: number
  /** What every job found. */
  readonly primes: number
  readonly where: readonly Whereabouts[]
}

type Crunchers = readonly ActorRef<CruncherProtocol>[]

/** Has one actor do all the jobs, and then as many actors as there are cores. */
export async function compareCores(plan: Plan, scene: Scene): Promise<Outcome> {
  const { cores, jobs, limit } = plan
  await using stage = await openStage(scene, { group: 'cores', actors, count: cores })
  const { system, there } = stage
  // A group's nodes are used by turns, so each of these has one to itself.
  const crunchers = Array.from({ length: cores }, () =>
    system.spawn(Cruncher, [], there).with({ timeout: Infinity }),
  )
  // Code gets faster while it is new: everybody does a job that is not counted.
  const [primes = 0] = await Promise.all(crunchers.map((each) => each.ask('primesBelow', limit)))
  const alone: Effort[] = []
  const together: Effort[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    alone.push(await effortOf(crunchers.slice(0, 1), plan))
    together.push(await effortOf(crunchers, plan))
    scene.report?.('rounds', round, ROUNDS)
  }
  const figures = figuresOf(cores, fastest(alone), fastest(together))
  return {
    cores,
    jobs,
    primes,
    ...figures,
    where: await Promise.all(crunchers.map((each) => each.ask('whereabouts'))),
  }
}

/** Shares the jobs out evenly, and waits until all are done. */
async function effortOf(crunchers: Crunchers, { jobs, limit }: Plan): Promise<Effort> {
  const used = async (): Promise<number> =>
    cpuTime(await Promise.all(crunchers.map((each) => each.ask('usage'))))
  const before = await used()
  const start = performance.now()
  const shares = crunchers.map(async (cruncher, index) => {
    for (let job = index; job < jobs; job += crunchers.length) await cruncher.ask('primesBelow', limit)
  })
  await Promise.all(shares)
  const ms = performance.now() - start
  return { ms, cpu_ms: (await used()) - before }
}

function describe(outcome: Outcome, limit: number, placement: Placement): string {
  const { cores, jobs, primes, alone_ms, together_ms } = outcome
  const { busy_alone, busy_together, speedup, speedup_per_core, where } = outcome
  return [
    `${jobs} times the ${primes} primes below ${limit}, the actors ${inPlacement[placement]}`,
    '',
    `one actor                 ${alone_ms} ms, ${busy_alone} cores busy`,
    `one actor for each core   ${together_ms} ms, ${busy_together} cores busy`,
    `with ${cores} instead of 1       ${speedup} times as fast, ${speedup_per_core} for each core`,
    '',
    ...where.map(describeWhereabouts),
  ].join('\n')
}

export const multicore = defineExample({
  name: 'multicore',
  summary:
    'the same work by one actor and by one for each core: how much faster, and how many cores are busy',
  options: {
    cores: { type: 'number', default: availableParallelism(), min: 1, max: 256, help: 'how many actors' },
    jobs: { type: 'number', default: 16, min: 1, max: 100_000, help: 'how many jobs they share' },
    limit: { type: 'number', default: 300_000, min: 2, max: 100_000_000, help: 'primes below this, a job' },
  },
  quick: ['--jobs', '4', '--limit', '200000'],
  async play({ cores, jobs, limit }, scene) {
    const outcome = await compareCores({ cores, jobs, limit }, scene)
    return {
      figures: { limit, ...outcome },
      claims: scene.on === 'here' ? {} : { cores_add_up: addsUp(cores, outcome) },
      words: describe(outcome, limit, scene.on),
    }
  },
})
