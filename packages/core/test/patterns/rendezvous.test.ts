import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashOf, placeOf } from '../../src/patterns/rendezvous.ts'

const placesOf = (names: readonly string[]): number[] => names.map((name) => hashOf(name))
const keys = Array.from({ length: 20_000 }, (_, n) => hashOf(`customer ${n}`))
const shares = (places: readonly number[]): number[] => {
  const counts = places.map(() => 0)
  for (const key of keys) {
    const place = placeOf(key, places)
    counts[place] = (counts[place] ?? 0) + 1
  }
  return counts.map((count) => count / keys.length)
}
const nodes = Array.from({ length: 10 }, (_, n) => `troupe://main/worker$${n + 1}`)

describe('the place of a key', () => {
  test('is always one of those there are, and none where there is none', () => {
    expect(placeOf(17, [])).toBe(-1)
    fc.assert(
      fc.property(fc.string(), fc.uniqueArray(fc.string(), { minLength: 1 }), (key, names) => {
        const place = placeOf(hashOf(key), placesOf(names))
        expect(names[place]).toBeDefined()
        expect(placeOf(hashOf(key), placesOf(names))).toBe(place)
      }),
    )
  })

  test('does not depend on the order of the places', () => {
    fc.assert(
      fc.property(fc.string(), fc.uniqueArray(fc.string(), { minLength: 1 }), (key, names) => {
        const turned = [...names].reverse()
        expect(turned[placeOf(hashOf(key), placesOf(turned))]).toBe(
          names[placeOf(hashOf(key), placesOf(names))],
        )
      }),
    )
  })

  test('stays, unless its own place goes, or the one that comes takes it', () => {
    fc.assert(
      fc.property(fc.string(), fc.uniqueArray(fc.string(), { minLength: 2 }), fc.nat(), (key, names, n) => {
        const changing = names[n % names.length]
        const fewer = names.filter((name) => name !== changing)
        const among = names[placeOf(hashOf(key), placesOf(names))]
        if (among !== changing) expect(fewer[placeOf(hashOf(key), placesOf(fewer))]).toBe(among)
      }),
    )
  })

  test('is as likely one as another', () => {
    for (const share of shares(placesOf(nodes))) expect(share).toBeCloseTo(0.1, 1.9)
  })

  test('moves for a share of the keys when a place comes or goes, evenly to or from all others', () => {
    const before = placesOf(nodes)
    const after = placesOf(nodes.slice(0, -1))
    const moved = keys.filter((key) => nodes[placeOf(key, before)] !== nodes[placeOf(key, after)])
    expect(moved.length / keys.length).toBeCloseTo(0.1, 1.9)
    const taken = after.map((_, index) => moved.filter((key) => placeOf(key, after) === index).length)
    for (const count of taken) expect(count / moved.length).toBeCloseTo(1 / 9, 1.3)
  })
})

describe('the hash of a key', () => {
  test('is an unsigned 32-bit number, the same for the same key', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer(), fc.bigInt(), fc.boolean()), (key) => {
        const hash = hashOf(key)
        expect(hash).toBe(hash >>> 0)
        expect(hashOf(key)).toBe(hash)
      }),
    )
  })

  test('tells keys of different types apart, and neighbours', () => {
    const hashes = new Set([hashOf('1'), hashOf(1), hashOf(1n), hashOf('true'), hashOf(true), hashOf('')])
    expect(hashes.size).toBe(6)
    expect(new Set(Array.from({ length: 10_000 }, (_, n) => hashOf(n))).size).toBeGreaterThan(9_990)
  })
})
