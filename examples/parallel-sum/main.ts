import { availableParallelism } from 'node:os'
import type { ActorRef, ActorSystem } from '@troupe/core'
import { defineExample } from '../shared/example.ts'
import { describeWhereabouts, inPlacement, type Placement } from '../shared/placement.ts'
import { openStage, type Scene } from '../shared/scene.ts'
import { Adder, type AdderProtocol, Collector, makeSlice, type PartialSum } from './actors.ts'

const actors = new URL('./actors.ts', import.meta.url)
const LONGEST_WAIT_MS = 120_000
/** Each sum is timed that many times and the fastest counts: code gets faster while it is new. */
const ROUNDS = 5

/** What is to be summed, and how. */
export interface Task {
  /** The last of the numbers; the first is 1. */
  readonly to: number
  readonly parts: number
  /** Each actor makes its own numbers, and none are handed over. */
  readonly makeOwn: boolean
}

/** What came of it. */
export interface Outcome {
  readonly sum: number
  /** One actor sums all the slices, in one of the places where there are many of them later. */
  readonly alone_ms: number
  /** One actor for each slice. */
  readonly parallel_ms: number
  /** From the first slice sent until every actor has its own. */
  readonly handover_ms: number
  readonly speedup: number
  readonly partials: readonly PartialSum[]
}

type Adders = readonly ActorRef<AdderProtocol>[]
type Range = readonly [first: number, last: number]

/** Sums the numbers alone, then in parts, and times both. Making and cutting the numbers is not counted. */
export async function sumInParts(task: Task, scene: Scene): Promise<Outcome> {
  const count = Math.min(task.parts, availableParallelism())
  await using stage = await openStage(scene, { group: 'adders', actors, count })
  const { system, there } = stage
  const ranges = rangesOf(task)

  // Not in this thread: V8 is slower with typed arrays wherever one has been moved away, and would flatter the many.
  const loner = system.spawn(Adder, [], there)
  await supply(ranges, () => loner, task.makeOwn, scene)
  const alone = await fastest(system, [loner], scene)
  await system.stop(loner)

  const adders = ranges.map(() => system.spawn(Adder, [], there))
  const handover_ms = await supply(ranges, (part) => adders[part] ?? loner, task.makeOwn, scene)
  const parallel = await fastest(system, adders, scene)
  if (alone.sum !== parallel.sum) throw new Error(`Alone it is ${alone.sum}, in parts ${parallel.sum}.`)
  return {
    sum: parallel.sum,
    alone_ms: round(alone.ms),
    parallel_ms: round(parallel.ms),
    handover_ms: round(handover_ms),
    speedup: round(alone.ms / parallel.ms),
    // They came in whatever order; the later the part, the larger its sum.
    partials: [...parallel.partials].sort((one, other) => one.sum - other.sum),
  }
}

/** Cuts 1 … `to` into parts that differ by one number at most. */
function rangesOf({ to, parts }: Task): Range[] {
  const end = (part: number): number => Math.floor((to * part) / parts)
  return Array.from({ length: parts }, (_, part) => [end(part) + 1, end(part + 1)] as const)
}

/** Sees to it that every adder has its numbers. Returns how long that took, the making of what is sent not counted. */
async function supply(
  ranges: readonly Range[],
  adderOf: (part: number) => ActorRef<AdderProtocol>,
  makeOwn: boolean,
  scene: Scene,
): Promise<number> {
  const label = makeOwn ? 'make' : 'hand over'
  const slices = makeOwn ? [] : ranges.map(([first, last]) => makeSlice(first, last))
  let supplied = 0
  const start = performance.now()
  const orders = ranges.map(async ([first, last], part) => {
    const adder = adderOf(part).with({ timeout: LONGEST_WAIT_MS })
    const slice = slices[part]
    if (slice === undefined) await adder.ask('make', first, last)
    // The slice moves: nothing is copied between threads, and nothing is left of it here.
    else await adder.with({ transfer: [slice.buffer] }).ask('take', slice)
    scene.report?.(label, ++supplied, ranges.length)
  })
  await Promise.all(orders)
  return performance.now() - start
}

interface Timed {
  readonly sum: number
  readonly ms: number
  readonly partials: readonly PartialSum[]
}

async function fastest(system: ActorSystem, adders: Adders, scene: Scene): Promise<Timed> {
  const label = adders.length === 1 ? 'sum alone' : 'sum in parts'
  let best = await timeSum(system, adders)
  for (let rounds = 1; rounds < ROUNDS; rounds++) {
    scene.report?.(label, rounds, ROUNDS)
    const next = await timeSum(system, adders)
    if (next.ms < best.ms) best = next
  }
  return best
}

async function timeSum(system: ActorSystem, adders: Adders): Promise<Timed> {
  const collector = system.spawn(Collector, [adders.length])
  const start = performance.now()
  for (const adder of adders) adder.tell('sum', collector)
  const partials = await collector.with({ timeout: LONGEST_WAIT_MS }).ask('partials')
  const ms = performance.now() - start
  await system.stop(collector)
  return { sum: partials.reduce((total, { sum }) => total + sum, 0), ms, partials }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function describe(task: Task, outcome: Outcome, placement: Placement): string {
  const { sum, alone_ms, parallel_ms, handover_ms, speedup, partials } = outcome
  const supplied = task.makeOwn ? 'each makes its own' : 'the slices are handed over'
  return [
    `1 to ${task.to} in ${task.parts} parts, the actors ${inPlacement[placement]}; ${supplied}`,
    '',
    `sum         ${sum}`,
    `alone       ${alone_ms} ms`,
    `in parts    ${parallel_ms} ms`,
    `ratio       ${speedup} times as fast`,
    `${task.makeOwn ? 'making it ' : 'hand-over '}  ${handover_ms} ms`,
    '',
    ...partials.map((each) => `${String(each.sum).padEnd(16)} ${describeWhereabouts(each.whereabouts)}`),
  ].join('\n')
}

export const parallelSum = defineExample({
  name: 'parallel-sum',
  summary: 'eight actors sum 100 million numbers that are handed over to them, and one does so alone',
  options: {
    // Up to here the sum is a whole number that a `number` holds exactly.
    to: { type: 'number', default: 100_000_000, min: 1, max: 134_217_727, help: 'the last number' },
    parts: { type: 'number', default: 8, min: 1, max: 1024, help: 'how many actors sum' },
    'make-own': { type: 'flag', help: 'each actor makes its own numbers' },
  },
  quick: ['--to', '10000000'],
  async play({ to, parts, 'make-own': makeOwn }, scene) {
    const task = { to, parts, makeOwn }
    const outcome = await sumInParts(task, scene)
    return {
      figures: { to, parts, make_own: makeOwn, ...outcome },
      claims: { the_sum_is_right: outcome.sum === (to * (to + 1)) / 2 },
      words: describe(task, outcome, scene.on),
    }
  },
})
