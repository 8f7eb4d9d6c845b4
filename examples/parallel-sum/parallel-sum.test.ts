import { describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { sumInParts } from './main.ts'

describe.each(placements)('the sum of 1 to n, %s', (placement) => {
  test.each([
    // The slices are large enough to travel beside their messages, not in them.
    { to: 1_000_000, parts: 8, sum: 500_000_500_000 },
    { to: 1000, parts: 7, sum: 500_500 },
    { to: 3, parts: 8, sum: 6 },
    { to: 1, parts: 1, sum: 1 },
  ])('is $sum for n = $to in $parts parts', async ({ to, parts, sum }) => {
    const outcome = await sumInParts({ to, parts, makeOwn: false }, { on: placement })
    expect(outcome.sum).toBe(sum)
    expect(outcome.partials).toHaveLength(parts)
  })

  test('is the same if each actor makes its own numbers', async () => {
    const outcome = await sumInParts({ to: 100_000, parts: 8, makeOwn: true }, { on: placement })
    expect(outcome.sum).toBe(5_000_050_000)
  })
})

test('every part is summed where its actor was placed', async () => {
  const { partials } = await sumInParts({ to: 100, parts: 4, makeOwn: false }, { on: 'processes' })
  expect(partials.map(({ sum }) => sum)).toEqual([325, 950, 1575, 2200])
  expect(partials.every(({ whereabouts }) => whereabouts.process !== process.pid)).toBe(true)
})
