import { describe, expect, test } from 'vitest'
import { RandomSource } from '../harness/random-source.ts'
import { median, medianInterval, quantile } from '../harness/statistics.ts'

describe('a quantile', () => {
  test.each([
    { values: [3, 1, 2], share: 0.5, is: 2 },
    { values: [1, 2, 3, 4], share: 0.5, is: 2.5 },
    { values: [10, 20], share: 0.25, is: 12.5 },
    { values: [7], share: 0.99, is: 7 },
    { values: [1, 2, 3], share: 1, is: 3 },
  ])('of $values at $share is $is', ({ values, share, is }) => {
    expect(quantile(values, share)).toBe(is)
  })

  test('of nothing is no number', () => {
    expect(median([])).toBeNaN()
  })
})

test('the interval of a median holds it, lies within the values, and is the same for the same seed', () => {
  const values = [1, 1.1, 0.9, 1.2, 0.8, 1.05, 5]
  const first = medianInterval(values, new RandomSource(7))
  expect(first.value).toBe(1.05)
  expect(first.low).toBeGreaterThanOrEqual(0.8)
  expect(first.low).toBeLessThan(first.value)
  expect(first.high).toBeGreaterThan(first.value)
  expect(medianInterval(values, new RandomSource(7))).toEqual(first)
})

test('values that are all alike leave no doubt', () => {
  expect(medianInterval([2, 2, 2], new RandomSource(1))).toEqual({ value: 2, low: 2, high: 2 })
})

test('shuffling keeps every item, and one seed gives one order', () => {
  const items = Array.from({ length: 20 }, (_, i) => i)
  const shuffled = new RandomSource(3).shuffle(items)
  expect(shuffled).not.toEqual(items)
  expect([...shuffled].sort((one, other) => one - other)).toEqual(items)
  expect(new RandomSource(3).shuffle(items)).toEqual(shuffled)
})
