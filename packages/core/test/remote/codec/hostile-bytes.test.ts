import { describe, expect, it } from 'vitest'
import { FrameError } from '../../../src/message/errors.ts'
import { ByteReader } from '../../../src/remote/codec/byte-reader.ts'
import { ByteWriter } from '../../../src/remote/codec/byte-writer.ts'
import { MOST_SHAPE_KEYS, MOST_SHAPES, tag } from '../../../src/remote/codec/tag.ts'
import { decode, FakeRef, type Sent, Wire } from './codec-fixture.ts'

const MUTATIONS = 40_000
const HUGE = [0xff, 0xff, 0xff, 0xff, 0x7f]
const HUGE_U32 = [0xff, 0xff, 0xff, 0xff]
const A = [tag.shortString | 1, 97]

const bad: readonly (readonly [string, readonly number[]])[] = [
  ['nothing at all', []],
  ['an unknown kind', [0xff]],
  ['a kind between the known ones', [0x95]],
  ['a number that is cut off', [tag.float64, 1, 2]],
  ['a string that is cut off', [tag.shortString | 5, 97]],
  ['a string longer than the frame', [tag.utf8, ...HUGE_U32, 97]],
  ['a wide string longer than the frame', [tag.utf16, ...HUGE_U32, 97]],
  ['a string that is no UTF-8', [tag.utf8, 1, 0, 0, 0, 0xff]],
  ['an array longer than the frame', [tag.array, ...HUGE]],
  ['a set longer than the frame', [tag.set, ...HUGE]],
  ['a map longer than the frame', [tag.map, ...HUGE]],
  ['a dictionary longer than the frame', [tag.dictionary, ...HUGE]],
  ['a buffer longer than the frame', [tag.buffer, ...HUGE]],
  ['a length that never ends', [tag.array, ...new Array<number>(20).fill(0xff)]],
  ['a length beyond the safe integers', [tag.buffer, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
  ['a shape that was never defined', [tag.shaped]],
  ['a far shape that was never defined', [tag.farShaped, 200, 1]],
  ['a shape with more keys than the frame', [tag.newShape, ...HUGE]],
  [
    'a shape with too many keys',
    [tag.newShape, MOST_SHAPE_KEYS + 1, ...new Array<number>(200).fill(tag.shortString)],
  ],
  ['a shape with a key that is no string', [tag.newShape, 1, 1, 1]],
  [
    'a shape with a prototype',
    [tag.newShape, 1, tag.shortString | 9, ...new TextEncoder().encode('__proto__'), tag.null],
  ],
  ['an attachment that is not there', [tag.attachedBuffer, 0]],
  ['a view onto an attachment that is not there', [tag.attachedView, 2, 0, 0, 0]],
  ['a view of an unknown class', [tag.view, 99, 0]],
  ['a view that does not fit its elements', [tag.view, 6, 3, 1, 2, 3]],
  ['a pattern that is none', [tag.regexp, tag.shortString | 1, 0x28, tag.shortString]],
  ['a pattern with unknown flags', [tag.regexp, ...A, ...A]],
  ['a ref without a number', [tag.ref, tag.null, 1, ...A]],
  ['a ref of a negative node', [tag.ref, tag.int32, 0xff, 0xff, 0xff, 0xff, 1, ...A]],
  ['a ref with a negative number', [tag.ref, 1, tag.int32, 0xff, 0xff, 0xff, 0xff, ...A]],
  ['a ref whose number is none', [tag.ref, tag.float64, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f, 1, ...A]],
  ['an error without a name', [tag.error, 0, 1]],
  ['an error with more properties than the frame', [tag.error, 0, ...A, ...A, ...HUGE]],
]

describe('bytes from elsewhere', () => {
  it.each(bad)('that hold %s are refused', (_what, bytes) => {
    expect(() => decode(Uint8Array.from(bytes))).toThrow(FrameError)
  })

  it('that nest without end are refused', () => {
    const many = 200_000
    const nests = [
      [tag.shortArray | 1],
      [tag.array, 1],
      [tag.set, 1],
      [tag.map, 1, 1],
      [tag.dictionary, 1, ...A],
    ]
    for (const nest of nests) {
      const bytes = Uint8Array.from({ length: nest.length * many }, (_, i) => nest[i % nest.length] ?? 0)
      expect(() => decode(bytes)).toThrow(/nested too deep/)
    }
    const causes = Uint8Array.from({ length: 7 * many }, (_, i) => [8, ...A, ...A, 0][i % 6] ?? 0)
    expect(() => decode(Uint8Array.of(tag.error, ...causes.subarray(0, 6000)))).toThrow(/too many causes/)
  })

  it('that claim a long array on every level take no memory for it', () => {
    const levels = 900
    const level = [tag.array, 0x80, 0x80, 0x04]
    const bytes = new Uint8Array(levels * level.length + 65_536)
    for (let i = 0; i < levels; i++) bytes.set(level, i * level.length)
    const before = process.memoryUsage().heapUsed
    expect(() => decode(bytes)).toThrow(FrameError)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024)
  })

  it('that define too many shapes are refused', () => {
    const bytes = Array.from({ length: MOST_SHAPES + 1 }, () => [tag.newShape, 0]).flat()
    expect(() => decode(Uint8Array.of(tag.array, 0x81, 0x02, ...bytes))).toThrow(FrameError)
  })

  it('that hold a view outside its attachment are refused', () => {
    const attachments = [new ArrayBuffer(16)]
    for (const place of [
      [17, 0],
      [0, 17],
      [8, 16],
      [1, 4],
      [0, 3],
    ]) {
      expect(() => decode(Uint8Array.of(tag.attachedView, 6, 0, ...place), attachments)).toThrow(FrameError)
    }
    expect(decode(Uint8Array.of(tag.attachedView, 6, 0, 4, 8), attachments)).toBeInstanceOf(Int32Array)
  })

  it('cannot make a field an object’s prototype', () => {
    const key = [tag.shortString | 9, ...new TextEncoder().encode('__proto__')]
    const arrived = decode(Uint8Array.of(tag.dictionary, 1, ...key, tag.shortArray)) as object
    expect(Object.getPrototypeOf(arrived)).toBe(Object.prototype)
    const error = decode(Uint8Array.of(tag.error, 0, ...A, ...A, 1, ...key, tag.shortArray)) as object
    expect(error).toBeInstanceOf(Error)
  })

  it('that end too early are refused, wherever they end', () => {
    const { bytes, attachments } = sampleFrame()
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decode(bytes.subarray(0, length), attachments)).toThrow(FrameError)
    }
  })

  it('that were changed at random are a value or a FrameError', () => {
    const { bytes, attachments } = sampleFrame()
    const next = randomNumbers(20_261_122)
    for (let i = 0; i < MUTATIONS; i++) {
      const mutated = mutate(bytes, next)
      try {
        decode(mutated, attachments)
      } catch (error) {
        if (!(error instanceof FrameError)) throw error
      }
    }
  })
})

describe('a reader', () => {
  it('stays inside the record that it entered', () => {
    const reader = new ByteReader(Uint8Array.of(2, 1, 2, 3, 4))
    const outer = reader.enter(reader.u8())
    expect(() => reader.u32()).toThrow(FrameError)
    expect([reader.u8(), reader.u8()]).toEqual([1, 2])
    expect(() => reader.u8()).toThrow(FrameError)
    reader.leave(outer)
    expect([reader.u8(), reader.end]).toEqual([3, 5])
    expect(() => reader.enter(2)).toThrow(FrameError)
  })

  it('reads back the numbers that a writer wrote', () => {
    const writer = new ByteWriter()
    const numbers = [0, 1, 127, 128, 300, 2 ** 31, 2 ** 32, 2 ** 40 + 3, Number.MAX_SAFE_INTEGER]
    for (const number of numbers) writer.varint(number)
    writer.u16(65_535)
    writer.u32(2 ** 32 - 1)
    writer.f64(-0)
    const reader = new ByteReader(writer.take())
    expect(numbers.map(() => reader.varint())).toEqual(numbers)
    expect([reader.u16(), reader.u32(), reader.f64(), reader.remaining]).toEqual([65_535, 2 ** 32 - 1, -0, 0])
  })
})

function sampleFrame(): Sent {
  const buffer = new ArrayBuffer(16)
  const error = Object.assign(new Error('e', { cause: new Rangeless('c') }), { code: 'x', at: { x: 1 } })
  const records = Array.from({ length: 4 }, (_, i) => ({
    id: i,
    name: `name ${i}`,
    x: i / 3,
    ok: true,
    list: [i],
  }))
  const wide = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`key${i}`, i]))
  const rest = [
    undefined,
    -5,
    2n ** 70n,
    'é\ud800',
    'é'.repeat(40),
    new Date(0),
    /a/g,
    new Map([[1, { a: 1 }]]),
  ]
  const more = [new Set(['a']), new Uint16Array([1, 2]), new FakeRef(1, 2, 'system/a'), error, wide, wide]
  const odd = Object.fromEntries([['__proto__', 1]])
  return new Wire().send([records, rest, more, odd, new Uint8Array(buffer, 4, 8)], [buffer])
}

class Rangeless extends Error {
  override name = 'Rangeless'
}

/** The same numbers each time: a failure can be run again. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function mutate(bytes: Uint8Array<ArrayBuffer>, next: (below: number) => number): Uint8Array {
  const mutated = bytes.slice(0, next(8) === 0 ? next(bytes.length) : bytes.length)
  for (let changes = 1 + next(3); changes > 0; changes--) {
    const value = next(2) === 0 ? 0xc0 + next(32) : next(256)
    mutated[next(mutated.length)] = value
  }
  return mutated
}
