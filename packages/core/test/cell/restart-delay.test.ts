import { describe, expect, it } from 'vitest'
import { completeBackoff } from '../../src/behavior/backoff.ts'
import { delayRestart, noStreak } from '../../src/cell/restart-delay.ts'

const options = { min: 100, max: 1000, jitter: 0.5 }

describe('delayRestart', () => {
  it.each([
    { of: 'the first restart', restarts: 0, quiet: 0, chance: 0, delay: 100 },
    { of: 'the second in a row', restarts: 1, quiet: 0, chance: 0, delay: 200 },
    { of: 'the third in a row', restarts: 2, quiet: 0, chance: 0, delay: 400 },
    { of: 'one above the cap', restarts: 4, quiet: 0, chance: 0, delay: 1000 },
    { of: 'one whose power is no finite number', restarts: 5000, quiet: 0, chance: 0, delay: 1000 },
    { of: 'the first, with half of the chance', restarts: 0, quiet: 0, chance: 0.5, delay: 75 },
    { of: 'one above the cap, with half of the chance', restarts: 9, quiet: 0, chance: 0.5, delay: 750 },
    { of: 'one after almost enough quiet', restarts: 3, quiet: 999, chance: 0, delay: 800 },
    { of: 'one after a quiet time', restarts: 3, quiet: 1000, chance: 0, delay: 100 },
  ])('has $of wait $delay ms [SUP-5]', ({ restarts, quiet, chance, delay }) => {
    const due = 5000
    const delayed = delayRestart(completeBackoff(options), { restarts, due }, due + quiet, chance)
    expect(delayed.delay).toBe(delay)
    expect(delayed.streak.due).toBe(due + quiet + delay)
  })

  it('counts the restarts of a row, and begins anew after a quiet time', () => {
    const backoff = completeBackoff({ ...options, resetAfter: 50 })
    const first = delayRestart(backoff, noStreak, 0, 0)
    const second = delayRestart(backoff, first.streak, first.streak.due + 49, 0)
    const third = delayRestart(backoff, second.streak, second.streak.due + 50, 0)
    expect([first, second, third].map(({ streak }) => streak.restarts)).toEqual([1, 2, 1])
  })

  it('multiplies by the factor that was said', () => {
    const backoff = completeBackoff({ min: 1, max: 1000, factor: 10, jitter: 0 })
    const delays = [0, 1, 2, 3, 4].map(
      (restarts) => delayRestart(backoff, { restarts, due: 0 }, 0, 0.9).delay,
    )
    expect(delays).toEqual([1, 10, 100, 1000, 1000])
  })

  it('does not wait without back-off', () => {
    expect(delayRestart(undefined, noStreak, 7, 0.9)).toEqual({ delay: 0, streak: noStreak })
  })
})
