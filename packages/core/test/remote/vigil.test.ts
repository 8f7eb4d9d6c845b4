import { describe, expect, test } from 'vitest'
import { Vigil } from '../../src/remote/vigil.ts'

// Milliseconds.
const prompt = 0.01
const late = 0.1
const lost = 4

/** A vigil, and the time that passes for it. */
function createVigil() {
  const vigil = new Vigil()
  let time = 0
  const now = () => time
  const exchange = (took: number): boolean => {
    const begins = vigil.sent(now)
    time += took
    vigil.heard(now)
    return begins
  }
  return {
    vigil,
    now,
    pass: (ms: number) => {
      time += ms
    },
    /** Sends a frame, and hears one after so many milliseconds; returns whether a watch began. */
    exchange,
    /** Has exchanges that take so long until one is slept through; returns how many watches there were. */
    watchesUntilRest(took: number): number {
      let watches = 0
      while (exchange(took)) watches++
      return watches
    },
    /** Has exchanges until a watch begins; returns how many were slept through. */
    restUntilWatch(took = prompt): number {
      let slept = 0
      while (!exchange(took)) slept++
      return slept
    },
  }
}

describe('a vigil', () => {
  test('watches after each frame while answers are prompt', () => {
    const { exchange } = createVigil()
    for (let i = 0; i < 1000; i++) expect(exchange(prompt)).toBe(true)
  })

  test('lasts until an answer comes, or for 80 µs', () => {
    const { vigil, now, pass } = createVigil()
    vigil.sent(now)
    pass(0.08)
    expect(vigil.lasts(now)).toBe(true)
    vigil.heard(now)
    expect(vigil.lasts(now)).toBe(false)
    vigil.sent(now)
    pass(0.081)
    expect(vigil.lasts(now)).toBe(false)
  })

  test('is one for all frames that leave before an answer comes', () => {
    const { vigil, now } = createVigil()
    expect([1, 2, 3].map(() => vigil.sent(now))).toEqual([true, false, false])
    vigil.heard(now)
    expect(vigil.sent(now)).toBe(true)
  })

  test('does not count what comes unasked, and a watch in vain but once', () => {
    const { vigil, now, pass } = createVigil()
    for (let i = 0; i < 3; i++) {
      expect(vigil.sent(now)).toBe(true)
      pass(late)
      expect([vigil.lasts(now), vigil.lasts(now)]).toEqual([false, false])
      for (let more = 0; more < 10; more++) vigil.heard(now)
    }
    expect(vigil.sent(now)).toBe(true)
  })

  test('rests when it has watched in vain for .4 ms, or when one watch took a millisecond', () => {
    expect(createVigil().watchesUntilRest(0.0999)).toBe(5)
    expect(createVigil().watchesUntilRest(0.201)).toBe(2)
    expect(createVigil().watchesUntilRest(lost)).toBe(1)
    const rested = createVigil()
    rested.watchesUntilRest(lost)
    rested.restUntilWatch()
    expect(rested.watchesUntilRest(0.0999)).toBe(5)
  })

  test('rests twice as long after each trial in vain, up to 16,384 exchanges', () => {
    const { watchesUntilRest, restUntilWatch } = createVigil()
    const rests = Array.from({ length: 11 }, () => {
      watchesUntilRest(lost)
      // The one that ended the watches was slept through, too; the one that ends the rest is a trial in vain.
      return 1 + restUntilWatch(prompt)
    })
    expect(rests).toEqual([64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 16_384, 16_384])
  })

  test('rests half as long again for each 256 prompt answers', () => {
    const { exchange, watchesUntilRest, restUntilWatch } = createVigil()
    for (let i = 0; i < 3; i++) {
      watchesUntilRest(lost)
      restUntilWatch()
    }
    for (let i = 0; i < 2 * 256; i++) expect(exchange(prompt)).toBe(true)
    watchesUntilRest(lost)
    expect(1 + restUntilWatch()).toBe(128)
  })

  test('bears one answer in sixty that is somewhat late, and one in thirty not for long', () => {
    const patient = createVigil()
    for (let round = 0; round < 1000; round++) {
      expect(patient.exchange(late)).toBe(true)
      for (let i = 0; i < 59; i++) expect(patient.exchange(prompt)).toBe(true)
    }
    const strict = createVigil()
    let rounds = 0
    while (strict.exchange(late) && rounds < 1000) {
      rounds++
      for (let i = 0; i < 29; i++) strict.exchange(prompt)
    }
    expect(rounds).toBeLessThan(20)
  })
})
