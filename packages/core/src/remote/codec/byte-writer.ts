import { writeAscii } from './ascii-string.ts'
import { SHORT_STRING, tag } from './tag.ts'

const FIRST_CAPACITY = 2 * 1024
const MOST_KEPT = 1024 * 1024
const LONG_HEADER = 5
const LONGEST_VARINT = 8
/** Beyond this, room for the worst case of three bytes for each unit costs more than a second copy. */
const LONGEST_IN_PLACE = 16 * 1024

const loneSurrogate = /\p{Surrogate}/u
const textEncoder = new TextEncoder()

/** Writes numbers and strings, one after the other, into bytes that grow as needed. */
export class ByteWriter {
  /** Where the next byte goes. */
  position = 0
  /** What has been written, and room. Room is made for the first byte: many writers never see one. */
  bytes = new Uint8Array()
  view = new DataView(this.bytes.buffer)

  /** Makes room for `size` more bytes. */
  ensure(size: number): void {
    if (this.position + size > this.bytes.length) this.grow(this.position + size)
  }

  u8(value: number): void {
    this.ensure(1)
    this.bytes[this.position++] = value
  }

  u16(value: number): void {
    this.ensure(2)
    this.view.setUint16(this.position, value, true)
    this.position += 2
  }

  u32(value: number): void {
    this.ensure(4)
    this.view.setUint32(this.position, value, true)
    this.position += 4
  }

  f64(value: number): void {
    this.ensure(8)
    this.view.setFloat64(this.position, value, true)
    this.position += 8
  }

  /** A byte, room for a number that {@link patchU32} writes, and two numbers as {@link varint} writes them. */
  head(kind: number, first: number, second: number): void {
    this.ensure(5 + 2 * LONGEST_VARINT)
    const { bytes, position } = this
    bytes[position] = kind
    this.position = putVarint(bytes, putVarint(bytes, position + 5, first), second)
  }

  /** @param value a safe integer that is not negative; small ones take few bytes */
  varint(value: number): void {
    this.ensure(LONGEST_VARINT)
    this.position = putVarint(this.bytes, this.position, value)
  }

  /** Writes any string, with a tag that says how; one with lone surrogates arrives with them. */
  string(value: string): void {
    this.ensure(SHORT_STRING)
    const end = writeAscii(this.bytes, this.position, value)
    if (end > 0) this.position = end
    else this.longString(value)
  }

  /** Copies `bytes`, without their number. */
  raw(bytes: Uint8Array): void {
    this.ensure(bytes.length)
    this.bytes.set(bytes, this.position)
    this.position += bytes.length
  }

  /** Overwrites what {@link u32} wrote at `position`. */
  patchU32(position: number, value: number): void {
    this.view.setUint32(position, value, true)
  }

  /** A copy of what was written from `start` on. */
  copyFrom(start: number): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(start, this.position)
  }

  /** Forgets what was written from `position` on. */
  truncate(position: number): void {
    this.position = position
  }

  /** Forgets all that was written, and the room that an uncommonly large message took. */
  reset(): void {
    this.position = 0
    if (this.bytes.length > MOST_KEPT) this.allocate(FIRST_CAPACITY)
  }

  /** What was written, in an `ArrayBuffer` of its own that holds nothing else; the writer starts anew. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.copyFrom(0)
    this.reset()
    return taken
  }

  private longString(value: string): void {
    const { position } = this
    const written = value.length > LONGEST_IN_PLACE ? this.encode(value) : this.encodeInPlace(value)
    this.bytes[position] = tag.utf8
    this.patchU32(position + 1, written)
    // UTF-8 loses lone surrogates. Where there are as many bytes as units, all is ASCII.
    if (written === value.length || !loneSurrogate.test(value)) return
    this.position = position
    this.wideString(value)
  }

  private encodeInPlace(value: string): number {
    this.ensure(LONG_HEADER + value.length * 3)
    const start = this.position + LONG_HEADER
    const { written } = textEncoder.encodeInto(value, this.bytes.subarray(start))
    this.position = start + written
    return written
  }

  private encode(value: string): number {
    const encoded = textEncoder.encode(value)
    this.ensure(LONG_HEADER + encoded.length)
    this.position += LONG_HEADER
    this.raw(encoded)
    return encoded.length
  }

  private wideString(value: string): void {
    this.ensure(LONG_HEADER + value.length * 2)
    this.u8(tag.utf16)
    this.u32(value.length)
    for (let i = 0; i < value.length; i++) this.u16(value.charCodeAt(i))
  }

  private grow(needed: number): void {
    const old = this.bytes
    this.allocate(Math.max(needed, old.length * 2, FIRST_CAPACITY))
    this.bytes.set(old.subarray(0, this.position))
  }

  private allocate(capacity: number): void {
    this.bytes = new Uint8Array(capacity)
    this.view = new DataView(this.bytes.buffer)
  }
}

/** Writes a number where there is room for it. Returns where it ends. */
function putVarint(bytes: Uint8Array, start: number, value: number): number {
  let at = start
  let rest = value
  for (; rest >= 2 ** 31; rest = Math.floor(rest / 128)) bytes[at++] = (rest & 127) | 128
  for (; rest > 127; rest >>= 7) bytes[at++] = (rest & 127) | 128
  bytes[at] = rest
  return at + 1
}
