import { describe, expect, test } from 'vitest'
import { planFaults } from '../../src/explore/fault-plan.ts'
import { PriorityChains } from '../../src/explore/pct.ts'
import { pickerOf, type SamplingName } from '../../src/explore/portfolio.ts'
import { PartialOrderSampling } from '../../src/explore/pos.ts'
import { RandomWalk } from '../../src/explore/random-walk.ts'
import { Sampling } from '../../src/explore/sampling.ts'
import { explore } from '../../src/index.ts'
import { SeededRandom } from '../../src/world/seeded-random.ts'
import { twoPhaseCommit } from '../rig/two-phase-commit.ts'
import {
  lostUpdate,
  overtaken,
  type Protocol,
  philosophers,
  twoPhaseCommit as tinyCommit,
} from './models/protocols.ts'
import { survey } from './models/survey.ts'

const RUNS = 4000

function share(protocol: Protocol, name: SamplingName): number {
  return survey(protocol, new Sampling(name, RUNS, 1, 0)).bad / RUNS
}

describe('how often a run meets a bug', () => {
  // Measured with 20,000 runs by other implementations; PCT differs with what counts as a chain.
  test.each([
    ['random', '5 philosophers', philosophers(5, 'left first'), 0.48],
    ['random', 'a lost update', lostUpdate(2), 0.75],
    ['random', 'a message that 20 hops overtake', overtaken(20), 0],
    ['pos', '5 philosophers', philosophers(5, 'left first'), 0.19],
    ['pos', 'a lost update', lostUpdate(2), 0.67],
    ['pos', 'a message that 20 hops overtake', overtaken(20), 0.05],
  ] as const)('%s: %s', (name, _title, protocol, probability) => {
    expect(Math.abs(share(protocol, name) - probability)).toBeLessThan(0.03)
  })

  test('pct follows chains of causes, so that a long one overtakes a message as often as not', () => {
    const protocol = overtaken(20)
    let bad = 0
    for (let seed = 0; seed < 400; seed++) {
      const run = protocol.model.start()
      const picker = new PriorityChains(new SeededRandom(seed), 22, 1)
      for (let step = 0, enabled = run.enabled(); enabled.length > 0; step++, enabled = run.enabled()) {
        run.step(picker.pick(enabled, step))
      }
      if (protocol.isBad(run)) bad++
    }
    expect(Math.abs(bad / 400 - 0.5)).toBeLessThan(0.1)
  })

  test('pct with changes of priority finds what needs a switch in between', () => {
    expect(share(lostUpdate(2), 'pct')).toBeGreaterThan(0.2)
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
  expect([count(RandomWalk), count(PriorityChains), count(PartialOrderSampling)]).toEqual([4, 4, 2])
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
