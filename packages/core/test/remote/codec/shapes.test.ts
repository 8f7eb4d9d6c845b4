import { describe, expect, it } from 'vitest'
import { ByteReader } from '../../../src/remote/codec/byte-reader.ts'
import { MOST_SHAPE_KEYS, MOST_SHAPES } from '../../../src/remote/codec/tag.ts'
import { Wire } from './codec-fixture.ts'

function withKeys(count: number, prefix = 'key'): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, i]))
}

describe('the keys of objects', () => {
  it('are sent once, and a number from then on', () => {
    const wire = new Wire()
    const first = wire.send({ identifier: 1, description: 2 })
    const second = wire.send({ identifier: 3, description: 4 })
    expect(second.bytes).toHaveLength(3)
    expect(wire.receive(first)).toStrictEqual({ identifier: 1, description: 2 })
    expect(wire.receive(second)).toStrictEqual({ identifier: 3, description: 4 })
  })

  it('keep their order', () => {
    const wire = new Wire()
    for (const value of [{ a: 1, b: 2 }, { b: 2, a: 1 }, { b: 2 }, {}, { a: 1 }, { b: 3, a: 1 }]) {
      expect(Object.entries(wire.carry(value) as object)).toEqual(Object.entries(value))
    }
  })

  it('may be as many as there are, on either side of every limit', () => {
    const wire = new Wire()
    for (const count of [0, 1, 7, 8, 9, MOST_SHAPE_KEYS, MOST_SHAPE_KEYS + 1, 500]) {
      for (let i = 0; i < 2; i++) expect(wire.carry(withKeys(count))).toStrictEqual(withKeys(count))
    }
  })

  it('are sent with each object once there are too many lists of them', () => {
    const wire = new Wire()
    for (let i = 0; i < MOST_SHAPES * 2; i++) {
      for (let n = 0; n < 2; n++) expect(wire.carry({ [`key${i}`]: i })).toStrictEqual({ [`key${i}`]: i })
    }
    expect(wire.send({ key255: 1 }).bytes.length).toBeLessThan(5)
    expect(wire.send({ key256: 1 }).bytes.length).toBeGreaterThan(5)
  })

  it('are not remembered where there are too many in one object', () => {
    const wire = new Wire()
    for (let i = 0; i < MOST_SHAPES * 2; i++) wire.carry(withKeys(MOST_SHAPE_KEYS + 1, `key${i}-`))
    wire.carry({ a: 1 })
    expect(wire.send({ a: 1 }).bytes).toHaveLength(2)
  })
})

describe('a frame of many values', () => {
  it('can be cut into records by their lengths, patched in afterwards', () => {
    const { writer, encoder, decoder } = new Wire()
    for (const value of ['first', { a: [1, 2] }]) {
      const at = writer.position
      writer.u32(0)
      encoder.encode(writer, value)
      writer.patchU32(at, writer.position - at - 4)
    }
    const reader = new ByteReader(writer.take())
    const records: unknown[] = []
    while (reader.remaining > 0) {
      const outer = reader.enter(reader.u32())
      records.push(decoder.decode(reader))
      reader.leave(outer)
    }
    expect(records).toStrictEqual(['first', { a: [1, 2] }])
  })
})
