import { createTestSystem, testActor } from '@troupe/testkit'
import { describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { Cruncher } from './actors.ts'
import { addsUp, cpuTime, fastest, figuresOf } from './figures.ts'
import { compareCores } from './main.ts'

test.each([
  [2, 0],
  [3, 1],
  [100, 25],
  [7920, 1000],
])('below %i there are %i primes', async (limit, primes) => {
  const cruncher = testActor(Cruncher, () => [])
  await cruncher.send('primesBelow', limit)
  expect(cruncher.answer).toEqual({ value: primes })
})

test('the processor time of a process grows as it counts', async () => {
  await using system = createTestSystem()
  const cruncher = system.spawn(Cruncher)
  const before = await cruncher.ask('usage')
  await cruncher.ask('primesBelow', 100_000)
  const after = await cruncher.ask('usage')
  expect(after.process).toBe(process.pid)
  expect(after.ms).toBeGreaterThan(before.ms)
})

describe('the figures', () => {
  test.each([
    { cores: 4, alone: 4000, together: 1000, cpu: 4000, speedup: 4, speedup_per_core: 1, busy_together: 4 },
    {
      cores: 4,
      alone: 3000,
      together: 1000,
      cpu: 3200,
      speedup: 3,
      speedup_per_core: 0.75,
      busy_together: 3.2,
    },
    { cores: 1, alone: 1000, together: 1000, cpu: 990, speedup: 1, speedup_per_core: 1, busy_together: 0.99 },
  ])('of $cores cores, $alone ms alone and $together ms together', (row) => {
    const { cores, alone, together, cpu, ...expected } = row
    const figures = figuresOf(cores, { ms: alone, cpu_ms: alone }, { ms: together, cpu_ms: cpu })
    expect(figures).toMatchObject({ ...expected, alone_ms: alone, together_ms: together, busy_alone: 1 })
  })

  test('are those of the fastest round', () => {
    const [slow, fast] = [
      { ms: 3, cpu_ms: 1 },
      { ms: 2, cpu_ms: 2 },
    ]
    expect(fastest([slow, fast, slow])).toBe(fast)
  })

  test('count a process once, however many threads tell of it', () => {
    expect(
      cpuTime([
        { process: 1, ms: 5 },
        { process: 1, ms: 5 },
        { process: 2, ms: 7 },
      ]),
    ).toBe(12)
  })
})

test.each([
  { cores: 4, speedup: 3.4, busy: 4, adds: true },
  { cores: 4, speedup: 3.3, busy: 4, adds: false },
  // Two of the four were busy for another program.
  { cores: 4, speedup: 1.8, busy: 2, adds: true },
  { cores: 4, speedup: 1, busy: 2, adds: false },
])(
  '$cores cores, of which $busy were free, are $speedup times as fast: $adds',
  ({ cores, speedup, busy, adds }) => {
    const figures = figuresOf(cores, { ms: 1000, cpu_ms: 1000 }, { ms: 1000, cpu_ms: 1000 })
    expect(addsUp(cores, { ...figures, speedup, busy_together: busy })).toBe(adds)
  },
)

describe.each(placements)('three actors, %s', (placement) => {
  test('do every job', async () => {
    const outcome = await compareCores({ cores: 3, jobs: 5, limit: 1000 }, { on: placement })
    expect(outcome).toMatchObject({ cores: 3, jobs: 5, primes: 168 })
    const places = new Set(outcome.where.map(({ process, thread }) => `${process} ${thread}`))
    expect(places.size).toBe(placement === 'here' ? 1 : 3)
  })
})
