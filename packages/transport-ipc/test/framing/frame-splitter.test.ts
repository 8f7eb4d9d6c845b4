import { FrameError } from '@troupe/core'
import type { Frame } from '@troupe/core/remote'
import { describe, expect, test } from 'vitest'
import { FrameSplitter } from '../../src/framing/frame-splitter.ts'
import { joinFrame } from '../../src/framing/join-frame.ts'
import { parting } from '../../src/framing/parting.ts'

const limits = { largestFrame: 16 * 1024 * 1024 }

/** Bytes that differ from place to place. */
function patternOf(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + length) % 251)
}

function frameOf(bytes: number, ...attachments: number[]): Frame {
  return { bytes: patternOf(bytes), attachments: attachments.map((it) => patternOf(it).buffer) }
}

function streamOf(...frames: Frame[]): Uint8Array {
  return Buffer.concat(frames.flatMap((frame) => joinFrame(frame, limits)))
}

function createSplitter(largestFrame = limits.largestFrame) {
  const frames: Frame[] = []
  const partings: (Error | undefined)[] = []
  const splitter = new FrameSplitter(
    { largestFrame },
    {
      frame: ({ bytes, attachments }) => frames.push({ bytes: bytes.slice(), attachments }),
      parted: (error) => partings.push(error),
    },
  )
  return { splitter, frames, partings }
}

/** A frame's lengths and a digest of its contents: comparing megabytes one by one would take a test's whole time. */
function summaryOf({ bytes, attachments }: Frame) {
  return [bytes, ...attachments.map((it) => new Uint8Array(it))].map((part) => ({
    length: part.length,
    isIntact: Buffer.compare(part, patternOf(part.length)) === 0,
  }))
}

const mixture = [
  frameOf(0),
  frameOf(40),
  frameOf(5, 0),
  frameOf(0, 30, 0, 7),
  frameOf(8192),
  frameOf(8193),
  frameOf(262_135),
  frameOf(262_136),
  frameOf(70_000, 0, 1, 70_000),
  frameOf(70_000, 0, 1, 270_000),
  frameOf(3, 2_500_000, 9),
  frameOf(1, ...new Array<number>(20_000).fill(2)),
  frameOf(9),
]

describe('however the stream is cut', () => {
  const small = [frameOf(0), frameOf(3), frameOf(2, 4, 0), frameOf(0, 1), frameOf(7)]
  const stream = Buffer.concat([streamOf(...small), parting(undefined), parting(new RangeError('no'))])

  test('in two at any place, the frames are the same', () => {
    for (let at = 0; at <= stream.length; at++) {
      const { splitter, frames, partings } = createSplitter()
      splitter.push(stream.subarray(0, at))
      splitter.push(stream.subarray(at))
      expect(frames.map(summaryOf)).toEqual(small.map(summaryOf))
      expect(partings).toMatchObject([undefined, { name: 'RangeError', message: 'no' }])
    }
  })

  test.each([1, 2, 3, 7, 8, 9, 10, 11])('into pieces of %i bytes, the frames are the same', (size) => {
    const { splitter, frames } = createSplitter()
    for (let at = 0; at < stream.length; at += size) splitter.push(stream.subarray(at, at + size))
    expect(frames.map(summaryOf)).toEqual(small.map(summaryOf))
  })

  test.each([977, 65_535, 65_536, 65_537, 262_144, 100_000_000])(
    'into pieces of %i bytes, large frames are the same',
    (size) => {
      const { splitter, frames } = createSplitter()
      const large = streamOf(...mixture)
      for (let at = 0; at < large.length; at += size) splitter.push(large.subarray(at, at + size))
      expect(frames.map(summaryOf)).toEqual(mixture.map(summaryOf))
    },
  )

  test('and read straight to where there is room, the frames are the same', () => {
    const { splitter, frames } = createSplitter()
    let rest = streamOf(...mixture)
    for (let step = 1; rest.length > 0; step = (step * 7) % 100_003) {
      const room = splitter.room()
      const count = Math.min(step, room.length, rest.length)
      room.set(rest.subarray(0, count))
      splitter.arrived(count)
      rest = rest.subarray(count)
    }
    expect(frames.map(summaryOf)).toEqual(mixture.map(summaryOf))
  })
})

test('each attachment has a buffer of its own', () => {
  const { splitter, frames } = createSplitter()
  splitter.push(streamOf(frameOf(10), frameOf(10, 5, 7), frameOf(10, 300_000)))
  splitter.room().fill(0)
  expect(frames.map((frame) => frame.attachments.map((it) => it.byteLength))).toEqual([[], [5, 7], [300_000]])
  expect(frames.flatMap(summaryOf).every(({ isIntact }) => isIntact)).toBe(true)
})

describe('what makes no sense is refused:', () => {
  test('another first byte', () => {
    const { splitter, frames } = createSplitter()
    expect(() => splitter.push(Buffer.concat([streamOf(frameOf(1)), Buffer.from('HTTP/1.1')]))).toThrow(
      FrameError,
    )
    expect(frames).toHaveLength(1)
  })

  test.each([
    { what: 'bytes', header: [0xa1, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0] },
    { what: 'attachments', header: [0xa1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff] },
    { what: 'one attachment', header: [0xa1, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff] },
  ])('more $what than the largest frame', ({ header }) => {
    const { splitter } = createSplitter()
    expect(() => splitter.push(Uint8Array.from(header))).toThrow(/is larger than the largest allowed/)
  })

  test('attachments that are together more than the largest frame', () => {
    const { splitter } = createSplitter(1_000_000)
    const header = Buffer.alloc(9 + 4 * 100_000, 0xff)
    header.set([0xa1, 0, 0, 0, 0, 0, 1, 0x86, 0xa0])
    expect(() => splitter.push(header)).toThrow(/is larger than the largest allowed/)
  })

  test('random bytes, which end in an error or in waiting for more', () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const { splitter } = createSplitter(100_000)
      const noise = Uint8Array.from(
        { length: 300 },
        (_, i) => Math.imul(seed * 7919 + i, 2_654_435_761) >>> 24,
      )
      noise[0] = seed % 2 === 0 ? 0xa1 : 0xa2
      // Small numbers get past the check of sizes.
      if (seed % 3 === 0) noise.fill(0, 1, 3)
      try {
        splitter.push(noise)
      } catch (error) {
        expect(error).toBeInstanceOf(FrameError)
      }
      expect(splitter.room().length).toBeGreaterThan(0)
    }
  })
})

test('memory follows what has arrived, not what a header announces', () => {
  const { splitter } = createSplitter(2 ** 31)
  const before = process.memoryUsage().arrayBuffers
  splitter.push(Uint8Array.from([0xa1, 0x7f, 0, 0, 0, 0, 0, 0, 0]))
  for (let i = 0; i < 64; i++) splitter.push(new Uint8Array(65_536))
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40 * 1024 * 1024)
})

test('parting words are shortened to what fits', () => {
  const { splitter, partings } = createSplitter()
  const error = Object.assign(new Error('\u0000'.repeat(100_000)), { code: '\u{1f600}'.repeat(10_000) })
  splitter.push(parting(error))
  expect(partings[0]?.message).toBe('\u0000'.repeat(2500))
})

test('parting words that are no JSON are the message', () => {
  const { splitter, partings } = createSplitter()
  splitter.push(Buffer.from('\u00a2\u0000\u0003{no', 'latin1'))
  expect(partings).toMatchObject([{ message: '{no' }])
})

test('what was thrown and is no error is the message', () => {
  const { splitter, partings } = createSplitter()
  splitter.push(parting('no'))
  expect(partings).toMatchObject([{ message: 'no' }])
})

test('joining refuses what splitting would refuse', () => {
  const frame = frameOf(10, 20)
  expect(() => joinFrame(frame, { largestFrame: 42 })).toThrow(FrameError)
  expect(joinFrame(frame, { largestFrame: 43 })).toHaveLength(2)
})

test('parting words have room, however many they claim to be, and are waited for [NOD-5]', () => {
  const { splitter, partings } = createSplitter()
  splitter.push(streamOf(frameOf(200_000)))
  splitter.push(Uint8Array.of(0xa2, 0xff, 0xff))
  splitter.push(new Uint8Array(65_534).fill(120))
  expect(partings).toEqual([])
  splitter.push(Uint8Array.of(120))
  expect(partings).toMatchObject([{ message: 'x'.repeat(65_535) }])
})
