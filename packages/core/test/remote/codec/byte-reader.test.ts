import { expect, test } from 'vitest'
import { FrameError } from '../../../src/message/errors.ts'
import { ByteReader } from '../../../src/remote/codec/byte-reader.ts'

test('one reader reads what lies anywhere in a buffer, and nothing beyond it', () => {
  const reader = new ByteReader()
  const room = Uint8Array.from({ length: 20 }, (_, i) => i)
  for (const [start, end] of [
    [0, 3],
    [5, 9],
    [5, 7],
    [19, 20],
    [4, 4],
  ]) {
    reader.open(room.subarray(start, end))
    const read: number[] = []
    while (reader.remaining > 0) read.push(reader.u8())
    expect(read).toEqual([...room.slice(start, end)])
    expect(() => reader.u8()).toThrow(FrameError)
  }
})

test('a reader keeps no large buffer once its frame is read', () => {
  const reader = new ByteReader()
  const lengths = [128, 64 * 1024].map((length) => {
    reader.open(new Uint8Array(length))
    reader.release()
    return reader.view.byteLength
  })
  expect(lengths).toEqual([128, 0])
})
