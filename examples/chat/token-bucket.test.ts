import { describe, expect, test } from 'vitest'
import { type Bucket, fullBucket, take } from './token-bucket.ts'

const rate = { rate: 10, burst: 3 }

describe('how long a client has to wait after a line', () => {
  test.each<[string, Bucket, number, { tokens: number; wait: number }]>([
    ['the first of a burst', { tokens: 3, at: 0 }, 0, { tokens: 2, wait: 0 }],
    ['the last of a burst', { tokens: 1, at: 0 }, 0, { tokens: 0, wait: 0 }],
    ['one too many', { tokens: 0, at: 0 }, 0, { tokens: -1, wait: 100 }],
    ['one too many, a little later', { tokens: 0, at: 0 }, 40, { tokens: -0.6, wait: 60 }],
    ['one in time', { tokens: 0, at: 0 }, 100, { tokens: 0, wait: 0 }],
    [
      'after a long silence there is a burst, and no more',
      { tokens: 0, at: 0 },
      1_000_000,
      { tokens: 2, wait: 0 },
    ],
    ['a clock that goes back takes nothing', { tokens: 1, at: 50 }, 0, { tokens: 0, wait: 0 }],
  ])('%s', (_when, bucket, now, { tokens, wait }) => {
    expect(take(rate, bucket, now)).toEqual({ bucket: { tokens, at: now }, wait })
  })

  test('whoever waits as told sends at the rate, after one burst', () => {
    let now = 0
    let bucket = fullBucket(rate, now)
    for (let line = 0; line < 103; line++) {
      const taken = take(rate, bucket, now)
      bucket = taken.bucket
      now += taken.wait
    }
    expect(now).toBe(10_000)
  })
})
