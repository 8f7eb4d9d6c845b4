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

  test('rests when it has watched in vain for 4 ms, or lost the processor in four watches', () => {
    expect(createVigil().watchesUntilRest(0.0999)).toBe(41)
    expect(createVigil().watchesUntilRest(0.401)).toBe(10)
    expect(createVigil().watchesUntilRest(lost)).toBe(4)
  })

  test('tries again after rests that double, up to 16,384 exchanges, and for longer after longer ones', () => {
    const { exchange } = createVigil()
    const watched = new Map<number, number>()
    for (let number = 1, begun = 0, last = 0; number <= 60_000; number++) {
      if (!exchange(lost)) continue
      if (number > last + 1) begun = number
      watched.set(begun, (watched.get(begun) ?? 0) + 1)
      last = number
    }
    // Where trials begin does not depend on when the last one ended: so two sides that count the same exchanges meet.
    expect([...watched]).toEqual([
      [0, 4],
      ...[64, 128, 256, 512, 1024, 2048].map((number) => [number, 1]),
      [4096, 2],
      [8192, 3],
      ...[16_384, 32_768, 49_152].map((number) => [number, 5]),
    ])
  })

  test('rests half as long again for each 256 prompt answers', () => {
    const { exchange, watchesUntilRest, restUntilWatch } = createVigil()
    for (let i = 0; i < 4; i++) {
      watchesUntilRest(lost)
      restUntilWatch()
    }
    // The next rest would be of 1,024.
    for (let i = 0; i < 2 * 256; i++) expect(exchange(prompt)).toBe(true)
    watchesUntilRest(lost)
    expect(restUntilWatch()).toBeLessThan(256)
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
    expect(rounds).toBeLessThan(200)
  })
})
