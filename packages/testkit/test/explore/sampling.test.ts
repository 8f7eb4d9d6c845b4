import { SeededRandom } from '@troupe/core/internal'
import { describe, expect, test } from 'vitest'
import { planFaults } from '../../src/explore/fault-plan.ts'
import { PrioritySchedule } from '../../src/explore/pct.ts'
import { pickerOf, type SamplingName } from '../../src/explore/portfolio.ts'
import { PartialOrderSampling } from '../../src/explore/pos.ts'
import { CausalLanes, ChannelLanes } from '../../src/explore/priority-lanes.ts'
import { RandomWalk } from '../../src/explore/random-walk.ts'
import { Sampling } from '../../src/explore/sampling.ts'
import { explore } from '../../src/index.ts'
import { twoPhaseCommit } from '../rig/two-phase-commit.ts'
import {
  alternating,
  bounced,
  lostUpdate,
  nested,
  overtaken,
  type Protocol,
  philosophers,
  twoPhaseCommit as tinyCommit,
} from './models/protocols.ts'
import { survey } from './models/survey.ts'

const RUNS = 4000

type LanesClass = typeof ChannelLanes | typeof CausalLanes

function share(protocol: Protocol, name: SamplingName): number {
  return survey(protocol, new Sampling(name, RUNS, 1, 0)).bad / RUNS
}

/** Draws runs by priorities alone, of one depth. */
function shareByPriority(protocol: Protocol, depth: number, Lanes: LanesClass): number {
  let [bad, longest] = [0, 0]
  for (let seed = -1; seed < RUNS; seed++) {
    const run = protocol.model.start()
    // The first one only measures how long a run is.
    const picker = new PrioritySchedule(new SeededRandom(seed * 7), longest, depth, new Lanes())
    let step = 0
    for (let enabled = run.enabled(); enabled.length > 0; enabled = run.enabled())
      run.step(picker.pick(enabled, step++))
    longest = Math.max(longest, step)
    if (seed >= 0 && protocol.isBad(run)) bad++
  }
  return bad / RUNS
}

const fivePhilosophers = philosophers(5, 'left first')

describe('how often a run meets a bug', () => {
  // Measured with 20,000 runs by other implementations.
  test.each([
    ['random', '5 philosophers', fivePhilosophers, 0.48],
    ['random', 'a lost update', lostUpdate(2), 0.75],
    ['random', 'a message that 20 hops overtake', overtaken(20), 0],
    ['pos', '5 philosophers', fivePhilosophers, 0.19],
    ['pos', 'a lost update', lostUpdate(2), 0.67],
    ['pos', 'a message that 20 hops overtake', overtaken(20), 0.05],
  ] as const)('%s: %s', (name, _title, protocol, probability) => {
    expect(Math.abs(share(protocol, name) - probability)).toBeLessThan(0.02)
  })

  // The figures of depth 1 are those of other implementations, too. Where a lane that falls is always lower than those that
  // fell before, the lost update is met in .60 of the runs of depth 3, the message that is overtaken in .003, and what
  // `nested` needs never. Here, as in what was proven, which of two is the lower one is drawn, whichever falls first.
  test.each([
    ['5 philosophers', fivePhilosophers, 1, ChannelLanes, 0.18],
    ['5 philosophers', fivePhilosophers, 3, ChannelLanes, 0.18],
    ['a lost update', lostUpdate(2), 1, ChannelLanes, 0.33],
    ['a lost update', lostUpdate(2), 3, ChannelLanes, 0.52],
    ['a message that 20 bounces overtake', bounced(20), 1, ChannelLanes, 0.25],
    ['a message that 20 hops overtake', overtaken(20), 1, ChannelLanes, 1 / 22],
    ['a message that 20 hops overtake', overtaken(20), 1, CausalLanes, 1 / 2],
    ['a lost update, which takes a switch', lostUpdate(2), 1, CausalLanes, 0],
    ['a lost update', lostUpdate(2), 2, CausalLanes, 1 / 3],
    // The message goes first in half of the runs, has to fall at the first of 22 steps, and below the chain if that falls, too.
    ['a message that 20 hops overtake', overtaken(20), 3, CausalLanes, (1 / 2) * (2 / 22) * (11 / 21)],
    ['messages that alternate', alternating(), 3, ChannelLanes, (1 / 2) * (1 / 6) * (1 / 2)],
  ] as const)('pct: %s', (_title, protocol, depth, Lanes, probability) => {
    expect(Math.abs(shareByPriority(protocol, depth, Lanes) - probability)).toBeLessThan(0.02)
  })

  test.each([
    ['a message that 20 bounces overtake', bounced(20), 1, ChannelLanes, 4, 22],
    ['a message that 20 hops overtake', overtaken(20), 1, CausalLanes, 2, 22],
    ['a lost update', lostUpdate(2), 2, ChannelLanes, 4, 6],
    ['a lost update', lostUpdate(2), 2, CausalLanes, 2, 6],
    ['messages that alternate', alternating(), 3, ChannelLanes, 2, 4],
    ['messages that nest', nested(), 4, ChannelLanes, 3, 5],
    ['messages that nest', nested(), 4, CausalLanes, 5, 5],
  ] as const)(
    'pct keeps its word: of runs that are as deep as the bug, as many meet it as was proven: %s',
    (_title, protocol, depth, Lanes, lanes, steps) => {
      const bound = 1 / (lanes * steps ** (depth - 1))
      // What is drawn may be a little below what is expected.
      const deviation = Math.sqrt((bound * (1 - bound)) / RUNS)
      expect(shareByPriority(protocol, depth, Lanes)).toBeGreaterThan(bound - 3 * deviation)
    },
  )

  test('a bug whose lanes have to fall the upper one last is met, and never by shallower runs', () => {
    expect(shareByPriority(alternating(), 2, ChannelLanes)).toBe(0)
    expect(shareByPriority(nested(), 2, ChannelLanes)).toBe(0)
    expect(shareByPriority(nested(), 3, ChannelLanes)).toBeGreaterThan(0.004)
  })

  test('the portfolio finds each of them', () => {
    for (const protocol of [philosophers(5, 'left first'), lostUpdate(2), overtaken(20)])
      expect(share(protocol, 'portfolio')).toBeGreaterThan(0.04)
  })
})

test('of ten runs of a portfolio four walk at random, four go by priorities and two sample the partial order', () => {
  const random = new SeededRandom(1)
  const kinds = Array.from({ length: 10 }, (_, run) => pickerOf('portfolio', run)(random, 10).constructor)
  const count = (kind: unknown): number => kinds.filter((each) => each === kind).length
  expect([count(RandomWalk), count(PrioritySchedule), count(PartialOrderSampling)]).toEqual([4, 4, 2])
})

test('one seed draws the same runs, another one others', () => {
  const traces = (seed: number): readonly string[] => [
    ...survey(lostUpdate(4), new Sampling('portfolio', 20, seed, 0)).traces,
  ]
  expect(traces(1)).toEqual(traces(1))
  expect(traces(1)).not.toEqual(traces(2))
})

test('faults keep to their budget, and come at any time', () => {
  const protocol = tinyCommit(3, { crash: ['coordinator'], drop: 1 })
  const { traces } = survey(protocol, new Sampling('random', 2000, 1, 2))
  const faults = (trace: string): number => trace.split(/\b(?:drop|crash) /).length - 1
  const counts = [...traces].map(faults)
  expect(Math.min(...counts)).toBe(0)
  expect(Math.max(...counts)).toBe(2)
})

test('a plan has from no fault to the most, each number as often', () => {
  const random = new SeededRandom(3)
  const counts = [0, 0, 0]
  for (let i = 0; i < 3000; i++) {
    const count = planFaults(2, 10, random).length
    counts[count] = (counts[count] ?? 0) + 1
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
})

test.each(['random', 'pct', 'pos', 'portfolio'] as const)(
  '%s counts the traces it has seen and claims no more',
  async (strategy) => {
    const report = await explore(twoPhaseCommit(3), { strategy, runs: 200 })
    expect(report).toMatchObject({ strategy, runs: 200, exhaustive: false, covered: 0 })
    expect(report.traces).toBeGreaterThan(0)
    expect(report.traces).toBeLessThanOrEqual(6)
  },
)
