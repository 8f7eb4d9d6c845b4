import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { FrameError, UnsendableError } from '../../../src/message/errors.ts'
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

describe('objects of keys that come often', () => {
  const OFTEN = 200
  const leaves: readonly unknown[] = [
    0,
    63,
    64,
    -1,
    -0,
    0.5,
    2 ** 31,
    true,
    false,
    null,
    undefined,
    '',
    'abc',
  ]
  const others: readonly unknown[] = ['x'.repeat(31), 'x'.repeat(32), 'ä', '\ud800', [1], { deep: [] }, 10n]
  const manyKeys = Array.from({ length: MOST_SHAPE_KEYS }, (_, i) => `key${i}`)

  it('arrive as those that come seldom, whatever the values', () => {
    const wire = new Wire()
    const values = [...leaves, ...others]
    for (let i = 0; i < OFTEN; i++) {
      const value = { first: values[i % values.length], class: i, last: values[(i * 7) % values.length] }
      const arrived = wire.carry(value)
      expect(arrived).toStrictEqual(value)
      expect(Object.keys(arrived as object)).toEqual(Object.keys(value))
    }
  })

  it.each([
    ['keys that are no words', ['a b', '1', '"', '']],
    ['names that objects inherit', ['constructor', 'toString', 'hasOwnProperty']],
    ['words that could be read as a program', ['x}, evil: { y', '`+1+`', 'async', 'get', 'await']],
    ['as many keys as there may be', manyKeys],
    ['no keys', []],
  ])('arrive with %s', (_what, keys) => {
    const wire = new Wire()
    const value = Object.fromEntries(keys.map((key, i) => [key, i]))
    for (let i = 0; i < OFTEN; i++) expect(wire.carry(value)).toStrictEqual(value)
  })

  it('are refused at every place where their bytes are cut off', () => {
    const value = { small: 1, whole: 1000, part: 0.5, yes: true, short: 'abc', long: 'x'.repeat(40) }
    const wire = new Wire()
    for (let i = 0; i < OFTEN; i++) wire.carry(value)
    const { bytes } = wire.send(value)
    for (let end = 0; end < bytes.length; end++) {
      expect(() => wire.decoder.decode(new ByteReader(bytes.subarray(0, end)))).toThrow(FrameError)
    }
    expect(wire.decoder.decode(new ByteReader(bytes))).toStrictEqual(value)
  })

  it('are refused where a field reaches beyond its record', () => {
    const wire = new Wire()
    for (let i = 0; i < OFTEN; i++) wire.carry({ part: 0.5 })
    const reader = new ByteReader(wire.send({ part: 0.5 }).bytes)
    reader.enter(reader.remaining - 1)
    expect(() => wire.decoder.decode(reader)).toThrow(FrameError)
  })

  it('are refused as those that come seldom, with both ends in step afterwards', () => {
    const wire = new Wire()
    for (let i = 0; i < OFTEN; i++) wire.carry({ first: 1, second: 'x', third: undefined })
    const shrinking = {
      get first() {
        Reflect.deleteProperty(this, 'third')
        return 1
      },
      second: 'x',
      third: 3,
    }
    const refused: readonly object[] = [
      { first: 1, second: () => {}, third: 3 },
      { first: 'x', second: { deep: Symbol('s') }, third: 3 },
      shrinking,
    ]
    for (const value of refused) {
      expect(() => wire.send(value)).toThrow(UnsendableError)
      expect(wire.carry({ first: 1, second: 2, third: undefined })).toStrictEqual({
        first: 1,
        second: 2,
        third: undefined,
      })
    }
  })

  it.each([
    ['an instance of a class', Object.assign(new (class {})(), { first: 1, second: 'x' })],
    ['one that inherits from another object', Object.assign(Object.create({}), { first: 1, second: 'x' })],
    ['one that inherits its keys', Object.create({ first: 1, second: 'x' })],
    ['a promise', Object.assign(Promise.resolve(), { first: 1, second: 'x' })],
    ['a proxy', new Proxy({ first: 1, second: 'x' }, {})],
  ])('do not let through %s with these keys', (_what, value) => {
    const wire = new Wire()
    for (let i = 0; i < OFTEN; i++) wire.carry({ first: i, second: 'x' })
    for (const sent of [value, { first: value, second: 'x' }]) {
      expect(() => wire.send(sent)).toThrow(UnsendableError)
      expect(wire.carry({ first: 1, second: 'x' })).toStrictEqual({ first: 1, second: 'x' })
    }
  })

  it.each([
    ['an array', Object.assign([1, 2], { first: 1, second: 'x' }), [1, 2]],
    ['a map', Object.assign(new Map([[1, 2]]), { first: 1, second: 'x' }), new Map([[1, 2]])],
    ['a date', Object.assign(new Date(0), { first: 1, second: 'x' }), new Date(0)],
    [
      'an object without a prototype',
      Object.assign(Object.create(null), { first: 1, second: 'x' }),
      { first: 1, second: 'x' },
    ],
    [
      'a plain object of another realm',
      runInNewContext("({ first: 1, second: 'x' })"),
      { first: 1, second: 'x' },
    ],
  ])('do not change what becomes of %s with these keys', (_what, value, arrived) => {
    const wire = new Wire()
    for (let i = 0; i < OFTEN; i++) wire.carry({ first: i, second: 'x' })
    expect(wire.carry([value, { first: value, second: 1 }])).toStrictEqual([
      arrived,
      { first: arrived, second: 1 },
    ])
  })

  it('that have none are told from all else without keys', () => {
    const wire = new Wire()
    for (let i = 0; i < OFTEN; i++) wire.carry({})
    const values = [new Date(1), new Map([[1, 2]]), new Set([1]), /x/u, [], Object.create(null)]
    expect(wire.carry(values)).toStrictEqual([...values.slice(0, -1), {}])
    expect(() => wire.send(new (class Empty {})())).toThrow(UnsendableError)
    expect(wire.carry(new Error('said'))).toMatchObject({ message: 'said' })
  })

  it('have each field read once', () => {
    const wire = new Wire()
    let reads = 0
    for (let i = 1; i <= OFTEN; i++) {
      const value = {
        get counted() {
          return ++reads
        },
      }
      expect(wire.carry(value)).toStrictEqual({ counted: i })
    }
  })

  it('are known by another number where the first object of them was refused', () => {
    const wire = new Wire()
    const many = Array.from({ length: OFTEN }, (_, i) => ({ fresh: i }))
    expect(() => wire.send([...many, () => {}])).toThrow(UnsendableError)
    expect(wire.carry({ other: 1 })).toStrictEqual({ other: 1 })
    for (let i = 0; i < OFTEN; i++)
      expect(wire.carry([many[i], { other: i }])).toEqual([{ fresh: i }, { other: i }])
  })

  it('grow the room for them field by field', () => {
    const wire = new Wire()
    for (let i = 0; i < OFTEN; i++) wire.carry({ long: 'x', short: 'y', number: 0.5 })
    for (const length of [31, 32, 65_000, 70_000, 200_000]) {
      const value = { long: 'x'.repeat(length), short: 'y'.repeat(31), number: 0.5 }
      expect(wire.carry([value, value])).toStrictEqual([value, value])
    }
  })

  it('arrive where the host lets nobody make programs from text', () => {
    vi.stubGlobal('Function', () => {
      throw new EvalError('forbidden')
    })
    try {
      const wire = new Wire()
      for (let i = 0; i < OFTEN; i++)
        expect(wire.carry({ index: i, text: 'abc' })).toStrictEqual({ index: i, text: 'abc' })
    } finally {
      vi.unstubAllGlobals()
    }
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
