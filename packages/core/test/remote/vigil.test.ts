import { describe, expect, test } from 'vitest'
import { Vigil } from '../../src/remote/vigil.ts'

/** A vigil, and the time that passes for it. */
function createVigil() {
  const vigil = new Vigil()
  let time = 0
  const now = () => time
  return {
    vigil,
    now,
    /** Sends a frame, and hears one after so many milliseconds; returns whether a watch began. */
    exchange(took: number): boolean {
      const begins = vigil.sent(now)
      time += took
      vigil.heard(now)
      return begins
    },
  }
}

const prompt = 0.01
const late = 1

/** How many exchanges it sleeps through, from now on. */
function restOf(exchange: (took: number) => boolean, took = late): number {
  let slept = 0
  while (!exchange(took)) slept++
  return slept
}

describe('a vigil', () => {
  test('watches for the first answer, and for each one after a prompt one', () => {
    const { exchange } = createVigil()
    for (let i = 0; i < 1000; i++) expect(exchange(prompt)).toBe(true)
  })

  test('lasts until an answer comes, or for 64 turns', () => {
    const { vigil, now } = createVigil()
    vigil.sent(now)
    expect([vigil.lasts(), vigil.lasts()]).toEqual([true, true])
    vigil.heard(now)
    expect(vigil.lasts()).toBe(false)
    vigil.sent(now)
    let turns = 0
    while (vigil.lasts()) turns++
    expect(turns).toBe(64)
  })

  test('is one for all frames that leave before an answer comes', () => {
    const { vigil, now } = createVigil()
    expect([1, 2, 3].map(() => vigil.sent(now))).toEqual([true, false, false])
    vigil.heard(now)
    expect(vigil.sent(now)).toBe(true)
  })

  test('does not count what comes unasked', () => {
    const { vigil, now, exchange } = createVigil()
    for (let i = 0; i < 100; i++) vigil.heard(now)
    for (let i = 0; i < 4; i++) expect(exchange(late)).toBe(true)
    expect(exchange(late)).toBe(false)
  })

  test('rests after four late answers, twice as long each time, and at last for 2048 exchanges', () => {
    const { exchange } = createVigil()
    const rests: number[] = []
    for (let i = 0; i < 8; i++) {
      for (let tries = i === 0 ? 4 : 3; tries > 0; tries--) expect(exchange(late)).toBe(true)
      rests.push(restOf(exchange) + 1)
    }
    expect(rests).toEqual([64, 128, 256, 512, 1024, 2048, 2048, 2048])
  })

  test('forgives a late answer after 32 prompt ones in a row, and no sooner', () => {
    const forgiving = createVigil()
    for (let round = 0; round < 20; round++) {
      expect(forgiving.exchange(late)).toBe(true)
      for (let i = 0; i < 32; i++) expect(forgiving.exchange(prompt)).toBe(true)
    }
    const strict = createVigil()
    for (let round = 0; round < 4; round++) {
      expect(strict.exchange(late)).toBe(true)
      for (let i = 0; i < 31; i++) strict.exchange(prompt)
    }
    expect(strict.exchange(prompt)).toBe(false)
  })

  test('rests for a short time again once answers were prompt for long', () => {
    const { exchange } = createVigil()
    for (let i = 0; i < 4; i++) exchange(late)
    restOf(exchange)
    for (let i = 0; i < 3; i++) exchange(late)
    expect(restOf(exchange, prompt) + 1).toBe(128)
    for (let i = 0; i < 64; i++) exchange(prompt)
    for (let i = 0; i < 4; i++) exchange(late)
    expect(restOf(exchange) + 1).toBe(64)
  })
})
