import { describe, expect, test } from 'vitest'
import { pass } from '../../src/explore/passage.ts'
import { PropertyMonitor } from '../../src/explore/property-monitor.ts'
import { SourceDpor } from '../../src/explore/source-dpor.ts'
import { traceOf } from '../../src/explore/trace.ts'
import { WorldObserver } from '../../src/explore/world-observer.ts'
import { createWorld, type Program, type World, type WorldOptions } from '../../src/index.ts'
import { Fork, Philosopher } from '../bugs/dining-philosophers/actors.ts'
import { allTraces } from '../explore/models/brute-force.ts'
import { philosophers as tinyPhilosophers } from '../explore/models/protocols.ts'
import { everySchedule, figures } from '../rig/every-schedule.ts'
import { disjointPairs, fanIn } from '../rig/fan-in.ts'
import { lostUpdate } from '../rig/lost-update.ts'
import { RING_PATHS, ring } from '../rig/ring.ts'
import { twoPhaseCommit } from '../rig/two-phase-commit.ts'

/** The traces that source-DPOR makes of real actors, and whether each is bad. */
async function explored(
  program: Program,
  isBad: (world: World) => boolean,
  options: WorldOptions = {},
): Promise<ReadonlyMap<string, boolean>> {
  const strategy = new SourceDpor('fifo')
  const observer = new WorldObserver(new PropertyMonitor({}), { deadlock: false }, 'in-order')
  const traces = new Map<string, boolean>()
  while (strategy.begin()) {
    const world = await createWorld(program, options)
    const { events, end } = await pass(world, strategy, observer, { steps: 100, stops: false })
    strategy.finish(world.unread)
    if (end === 'over') traces.set(traceOf(events), isBad(world))
  }
  return traces
}

const never = (): boolean => false
const participants = ['p1', 'p2', 'p3']
const somebodyIs =
  (phase: string) =>
  (world: World): boolean =>
    participants.some((path) => world.stateOf(path) === phase)
const crash: WorldOptions = { faults: { crash: { of: ['coordinator'] } } }

/** Schedules, traces, bad traces, states. */
const known: readonly (readonly [
  string,
  Program,
  (world: World) => boolean,
  WorldOptions,
  readonly number[],
])[] = [
  ['three senders to one receiver', fanIn(3), never, {}, [6, 6, 0, 16]],
  ['five senders to one receiver', fanIn(5), never, {}, [120, 120, 0, 326]],
  ['five disjoint pairs', disjointPairs(5), never, {}, [120, 1, 0, 32]],
  ['two clients that increment', lostUpdate(2), (world) => world.stateOf('c') !== 2, {}, [20, 6, 4, 22]],
  ['three of them', lostUpdate(3), (world) => world.stateOf('c') !== 3, {}, [1680, 90, 84, 175]],
  ['a two-phase commit of three', twoPhaseCommit(3), somebodyIs('prepared'), {}, [540, 6, 0, 34]],
  ['one whose coordinator may crash', twoPhaseCommit(3), somebodyIs('prepared'), crash, [2352, 16, 10, 68]],
  [
    'an election in a ring',
    ring,
    (world) => RING_PATHS.filter((path) => world.stateOf(path)).join() !== '0/1/2',
    {},
    [8, 1, 0, 11],
  ],
]

describe('real actors have as many schedules, traces and states as their models', () => {
  test.each(known)('%s', async (_title, program, isBad, options, expected) => {
    const survey = await everySchedule(program, isBad, options)
    expect(figures(survey)).toEqual(expected)
    const found = await explored(program, isBad, options)
    expect([...found].sort()).toEqual([...survey.traces].sort())
  })

  // Too many to try all, but they bear the names of their models.
  test.each([
    ['left first', 49, 1],
    ['lower first', 48, 0],
  ] as const)('three philosophers, %s: the traces are those of the model', async (take, traces, bad) => {
    const isHungry = (world: World): boolean =>
      [0, 1, 2].some((seat) => world.stateOf(`phil${seat}`) !== 'has eaten')
    const found = await explored(philosophers(take), isHungry)
    expect([found.size, [...found.values()].filter(Boolean).length]).toEqual([traces, bad])
    expect([...found].sort()).toEqual([...allTraces(tinyPhilosophers(3, take))].sort())
  })
})

function philosophers(take: 'left first' | 'lower first'): Program {
  return (system) => {
    const forks = [0, 1, 2].map((seat) => system.spawn(Fork, [], { name: `fork${seat}` }))
    for (const seat of [0, 1, 2]) {
      const [left, right] = [forks[seat], forks[(seat + 1) % 3]]
      if (left === undefined || right === undefined) continue
      const isTurned = take === 'lower first' && seat === 2
      system.spawn(Philosopher, isTurned ? [right, left] : [left, right], { name: `phil${seat}` })
    }
  }
}
