import { FrameError } from '../../message/errors.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { SMALL_NUMBERS, tag } from './tag.ts'

export function writeNumber(writer: ByteWriter, value: number): void {
  // -0 is a whole number for `|`, and would arrive as 0.
  if ((value | 0) !== value || Object.is(value, -0)) {
    writer.u8(tag.float64)
    writer.f64(value)
  } else if (value >= 0 && value < SMALL_NUMBERS) {
    writer.u8(value)
  } else {
    writer.u8(tag.int32)
    writer.u32(value)
  }
}

export function readNumber(reader: ByteReader): number {
  const first = reader.u8()
  if (first < SMALL_NUMBERS) return first
  if (first === tag.int32) return reader.int32()
  if (first === tag.float64) return reader.f64()
  throw new FrameError('A frame holds something else where a number belongs.')
}

export function writeRegExp(writer: ByteWriter, pattern: RegExp): void {
  writer.u8(tag.regexp)
  writer.string(pattern.source)
  writer.string(pattern.flags)
}

export function readRegExp(reader: ByteReader): RegExp {
  return new RegExp(reader.string(), reader.string())
}
