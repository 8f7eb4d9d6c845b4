import { describe, expect, test } from 'vitest'
import type { Block } from '../harness/block.ts'
import { type ArmResult, again, type GroupResult } from '../harness/group-result.ts'
import { judge } from '../harness/judge.ts'
import { advantageOf, holdsOne, selfRatio } from '../harness/ratio.ts'
import type { Part } from '../harness/target.ts'
import { isWarm } from '../harness/warm-up.ts'

const block = (rate: number): Block => ({
  runs: 1,
  completed: rate,
  ms: 1,
  cpu: 1,
  peak: 1,
  delay: 0,
  figures: { bytes: rate },
})
const arm = (name: string, ...rates: readonly number[]): ArmResult => ({ name, blocks: rates.map(block) })
const group = (...arms: readonly ArmResult[]): GroupResult => ({
  id: 'tell',
  title: 'Tell',
  figure: 'rate',
  unit: 'k/s',
  better: 'more',
  size: 1,
  twice: 'troupe',
  arms,
})
const of = { group: 'tell', arm: 'troupe' }
const over = { group: 'tell', arm: 'nact' }
const part = (rest: Partial<Part>): Part => ({ unit: 'x nact', reach: 2, is: 'at least', of, ...rest })
const judged = (parts: readonly Part[], results: GroupResult) =>
  judge({ id: 'P', what: '', parts }, [results])

describe('a target', () => {
  test('is the median of the ratios within each round, not the ratio of the medians', () => {
    // The machine was twice as slow in the second round, for both.
    const results = group(arm('troupe', 100, 50, 100), arm('nact', 40, 20, 40))
    expect(judged([part({ over })], results)).toMatchObject({ value: 2.5, low: 2.5, high: 2.5, met: true })
  })

  test.each([
    { is: 'at least', reach: 10, met: true },
    { is: 'at least', reach: 11, met: false },
    { is: 'at most', reach: 10, met: true },
    { is: 'at most', reach: 9, met: false },
  ] as const)('of 10 that is to be $is $reach: $met', ({ is, reach, met }) => {
    expect(judged([part({ is, reach })], group(arm('troupe', 10)))?.met).toBe(met)
  })

  test('turns a ratio round where less is better', () => {
    const results = group(arm('troupe', 10), arm('nact', 40))
    expect(judged([part({ over, inverse: true })], results)).toMatchObject({ value: 4, met: true })
  })

  test('takes another figure than the group compares', () => {
    expect(judged([part({ of: { ...of, figure: 'bytes' } })], group(arm('troupe', 300)))?.value).toBe(300)
  })

  test('is met only if each part with a value is', () => {
    const results = group(arm('troupe', 10), arm('nact', 1))
    expect(judged([part({ over }), part({ reach: 11 })], results)?.met).toBe(false)
  })

  test('without the arm it needs has no value, and says why', () => {
    const results = group(arm('troupe', 10), { name: 'nact', blocks: [], missing: 'install it' })
    expect(judged([part({ over })], results)).toMatchObject({ value: null, met: null, lacks: 'install it' })
  })

  test('is not judged where its group was not run', () => {
    expect(judge({ id: 'P', what: '', parts: [part({ of: { ...of, group: 'other' } })] }, [])).toBeUndefined()
  })
})

test('an arm that took part twice shows whether the machine was quiet', () => {
  const quiet = selfRatio(group(arm('troupe', 10, 11, 9), arm(again('troupe'), 10, 10, 10)))
  const busy = selfRatio(group(arm('troupe', 10, 11, 9), arm(again('troupe'), 5, 5, 5)))
  expect(quiet && holdsOne(quiet)).toBe(true)
  expect(busy && holdsOne(busy)).toBe(false)
})

test('an advantage is above 1 for the better one, whichever way the figure goes', () => {
  const results = group(arm('troupe', 10), arm('nact', 5))
  expect(advantageOf(results, 'troupe', 'nact')?.value).toBe(2)
  expect(advantageOf({ ...results, better: 'less' }, 'troupe', 'nact')?.value).toBe(0.5)
})

test.each([
  { rates: [], warm: false },
  { rates: [100, 100], warm: false },
  { rates: [50, 100, 95, 91], warm: true },
  { rates: [100, 95, 80], warm: false },
])('after blocks of $rates an arm is warm: $warm', ({ rates, warm }) => {
  expect(isWarm(rates.map(block))).toBe(warm)
})
