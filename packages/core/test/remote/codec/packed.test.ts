import * as fc from 'fast-check'
import { addExtension, pack } from 'msgpackr'
import { describe, expect, it } from 'vitest'
import { FrameError, UnsendableError } from '../../../src/message/errors.ts'
import { tag } from '../../../src/remote/codec/tag.ts'
import { carry, decode, Wire } from './codec-fixture.ts'
import { forAll } from './sendable-values.ts'

const LAST_TIME = 8.64e15
const TIMESTAMP_32 = 2 ** 32 * 1000
const TIMESTAMP_64 = 2 ** 34 * 1000

function packed(...bytes: readonly number[]): Uint8Array {
  return Uint8Array.of(tag.packed, bytes.length, ...bytes)
}

describe('a bigint', () => {
  it('arrives the same, around every power of two up to the first that take another form', () => {
    for (let bits = 0n; bits < 300n; bits++) {
      for (const near of [-1n, 0n, 1n]) {
        for (const sign of [1n, -1n]) {
          const sent = sign * (2n ** bits + near)
          expect(carry(sent)).toBe(sent)
        }
      }
    }
  })

  it.each([1000n, 2047n, 2048n, 65_535n, 65_536n, 65_537n, 1_000_000n])(
    'arrives the same around two to the power of %d',
    (bits) => {
      for (const sent of [2n ** bits - 1n, 2n ** bits, -(2n ** bits), -(2n ** bits) - 1n, -(2n ** bits) + 1n])
        expect(carry(sent) === sent).toBe(true)
    },
  )

  it('arrives the same, whatever its digits', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 400 })
    const bigint = bytes.map((digits) => BigInt(`0x${Buffer.from(digits).toString('hex')}`))
    forAll(fc.tuple(bigint, fc.boolean()), ([size, negative]) => {
      const sent = negative ? -size : size
      expect(carry(sent)).toBe(sent)
    })
  })
})

describe('a date', () => {
  const edges = [0, 1, 999, 1000, TIMESTAMP_32, TIMESTAMP_64, LAST_TIME - 1].flatMap((time) =>
    [time - 1, time, time + 1].flatMap((near) => [near, -near]),
  )

  it.each([...edges, 0.5, -0.5, Number.NaN])('of time %d arrives the same', (time) => {
    expect(carry(new Date(time))).toStrictEqual(new Date(time))
  })

  it('arrives the same, whatever its time', () => {
    const time = fc.oneof(
      fc.integer({ min: -LAST_TIME, max: LAST_TIME }),
      fc.integer({ min: -TIMESTAMP_64, max: TIMESTAMP_64 * 2 }),
      fc.integer({ min: -1e6, max: 1e6 }),
    )
    forAll(
      time,
      (at) => {
        expect(carry(new Date(at))).toStrictEqual(new Date(at))
      },
      2000,
    )
  })

  it('arrives as a plain one, whatever its class says it is as JSON', () => {
    class Moment extends Date {
      override toJSON(): string {
        return 'some time'
      }
    }
    expect(carry(new Moment(5))).toStrictEqual(new Date(5))
    expect(carry(Object.assign(new Date(5), { toJSON: () => 'some time', constructor: Map }))).toStrictEqual(
      new Date(5),
    )
  })

  it('is refused where it is none', () => {
    expect(() => carry(Object.create(Date.prototype))).toThrow(TypeError)
    expect(carry(new Date(1))).toStrictEqual(new Date(1))
  })
})

describe('many of both', () => {
  it('arrive the same from one frame, each for itself', () => {
    const sent = Array.from({ length: 5000 }, (_, i) => [new Date(i * 12_345), 3n ** BigInt(i % 200)])
    expect(new Wire().carry(sent)).toStrictEqual(sent)
  })
})

const hostile: readonly (readonly [string, readonly number[]])[] = [
  ['nothing', []],
  ['a number', [5]],
  ['a float', [0xcb, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['a string', [0xa1, 97]],
  ['an array', [0x91, 0xd3, 0, 0, 0, 0, 0, 0, 0, 1]],
  ['a map that would set a prototype', [0x81, 0xa9, ...new TextEncoder().encode('__proto__'), 0x80]],
  ['a record', [0xd4, 0x72, 0x40, 0x91, 0xa1, 97, 1]],
  ['a set', [0xd4, 0x73, 0, 0x91, 1]],
  ['an error', [0xd4, 0x65, 0, 0x93, 0xa5, 69, 114, 114, 111, 114, 0xa1, 97, 0xc0]],
  ['a pattern', [0xd4, 0x78, 0, 0x92, 0xa1, 97, 0xa0]],
  ['typed memory', [0xc7, 2, 0x74, 1, 1]],
  ['a reference', [0xd6, 0x69, 0, 0, 0, 0, 0x91, 0xd6, 0x70, 0, 0, 0, 0]],
  ['undefined', [0xd4, 0, 0]],
  ['an unknown extension', [0xd4, 0x20, 0]],
  ['a 64-bit integer that is cut off', [0xd3, 0, 0, 0]],
  ['a 64-bit integer and more', [0xd3, 0, 0, 0, 0, 0, 0, 0, 1, 1]],
  ['a long integer without digits', [0xc7, 0, 0x42]],
  ['a long integer that is cut off', [0xc9, 0xff, 0xff, 0xff, 0xff, 0x42, 1]],
  ['a long integer and more', [0xd4, 0x42, 1, 1]],
  ['a date that is cut off', [0xd7, 0xff, 0, 0]],
  ['the beginning of an extension', [0xc8, 0]],
]

describe('a packed value from elsewhere', () => {
  it.each(hostile)('that is %s is refused', (_what, bytes) => {
    expect(() => decode(packed(...bytes))).toThrow(FrameError)
    expect(carry([2n ** 80n, new Date(7)])).toStrictEqual([2n ** 80n, new Date(7)])
  })

  it('that is longer than the frame is refused', () => {
    expect(() => decode(Uint8Array.of(tag.packed, 0xff, 0xff, 0xff, 0xff, 0x7f, 0xd3))).toThrow(FrameError)
  })

  it('is not spelled out in the error that refuses it', () => {
    const bytes = Buffer.concat([Buffer.from([0xc9, 0, 1, 0, 0, 0x42]), Buffer.alloc(65_537, 7)])
    const frame = Buffer.concat([Buffer.from([tag.packed, 0x87, 0x80, 0x04]), bytes])
    expect(() => decode(frame)).toThrow('where a bigint or a date belongs')
  })

  it('may be a date with nanoseconds, or one beyond all dates', () => {
    expect(decode(packed(0xd7, 0xff, 0, 0, 0, 7, 0, 0, 0, 1))).toBeInstanceOf(Date)
    const beyond = [0xc7, 12, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
    expect(decode(packed(...beyond))).toStrictEqual(new Date(Number.NaN))
  })

  it('shares no memory with the frame', () => {
    const { bytes } = new Wire().send([new Date(5), 2n ** 100n])
    const arrived = decode(bytes)
    bytes.fill(0)
    expect(arrived).toStrictEqual([new Date(5), 2n ** 100n])
  })
})

// Last: what is registered with msgpackr stays.
describe('an application that packs for itself', () => {
  it('keeps what it has packed', () => {
    const own = pack({ a: 'first' })
    const before = Buffer.from(own)
    carry([new Date(1.5e12), 2n ** 9000n])
    expect(own).toEqual(before)
  })

  it('and has its own way with dates is told of it when it sends one', () => {
    addExtension({ Class: Date, type: 1, pack: () => Buffer.from([1]), unpack: () => 'a date' })
    const wire = new Wire()
    expect(() => wire.send({ at: new Date(5) })).toThrow(UnsendableError)
    expect(wire.carry({ at: 2n ** 100n })).toStrictEqual({ at: 2n ** 100n })
    addExtension({ type: 0x42, unpack: () => 'a bigint' })
    expect(() => wire.carry(2n ** 100n)).toThrow(FrameError)
  })
})
