import { describe, expect, it } from 'vitest'
import { countRestart } from '../../src/cell/restart-window.ts'

describe('countRestart', () => {
  it.each([
    { case: 'the first restart is counted', window: [], max: 1, now: 0, expected: [0] },
    { case: 'a budget of none allows none', window: [], max: 0, now: 0, expected: undefined },
    {
      case: 'as many as the budget says are allowed',
      window: [0, 10],
      max: 3,
      now: 20,
      expected: [0, 10, 20],
    },
    {
      case: 'one more than the budget is refused [SUP-4]',
      window: [0, 10, 20],
      max: 3,
      now: 30,
      expected: undefined,
    },
    {
      case: 'a restart just inside the period still counts',
      window: [0],
      max: 1,
      now: 99,
      expected: undefined,
    },
    {
      case: 'a restart that is a whole period old is forgotten',
      window: [0],
      max: 1,
      now: 100,
      expected: [100],
    },
    { case: 'only the old ones are forgotten', window: [0, 60], max: 2, now: 110, expected: [60, 110] },
    {
      case: 'an endless budget is never spent, and remembers nothing',
      window: [],
      max: Infinity,
      now: 2,
      expected: [],
    },
  ])('$case', ({ window, max, now, expected }) => {
    expect(countRestart(window, { max, within: 100 }, now)).toEqual(expected)
  })

  it('leaves the window that it was given alone', () => {
    const window = Object.freeze([1, 2])
    countRestart(window, { max: 5, within: 100 }, 3)
    expect(window).toEqual([1, 2])
  })

  it('a budget of 1 within 1,000 ms lasts for ever when a restart is due every 2,100 ms', () => {
    let window = countRestart([], { max: 1, within: 1000 }, 0)
    for (let now = 2100; now < 100_000; now += 2100) {
      window = countRestart(window ?? [], { max: 1, within: 1000 }, now)
      expect(window).toEqual([now])
    }
  })
})
