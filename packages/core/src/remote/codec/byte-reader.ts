import { FrameError } from '../../message/errors.ts'
import { asciiString } from './ascii-string.ts'
import { SHORT_STRING, tag } from './tag.ts'

const UNITS_AT_ONCE = 4096
const LARGEST_KEPT = 4 * 1024

const nothing = new DataView(new ArrayBuffer(0))

// A byte order mark is a character like any other; without ignoreBOM it would be dropped.
const textDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads what a `ByteWriter` wrote, from bytes that need not be trusted.
 *
 * Every method throws a `FrameError` rather than read beyond the end, and before it allocates what a length claims.
 */
export class ByteReader {
  /** Where the next byte is. */
  position = 0
  private limit = 0
  /**
   * The bytes, and what else their buffer holds. Small frames are read through this alone: a second window onto them costs
   * more than reading them.
   */
  view: DataView = nothing

  constructor(bytes?: Uint8Array) {
    if (bytes !== undefined) this.open(bytes)
  }

  /** Begins to read `bytes`. */
  open({ buffer, byteOffset, byteLength }: Uint8Array): void {
    // Small frames lie in the same buffer, one after the other: to make a view of it costs more than to read one.
    if (buffer !== this.view.buffer) this.view = new DataView(buffer)
    this.position = byteOffset
    this.limit = byteOffset + byteLength
  }

  /** Lets go of the bytes, unless their buffer is a small one, in which the next ones may lie. */
  release(): void {
    if (this.view.byteLength > LARGEST_KEPT) this.view = nothing
  }

  /** Where reading ends. */
  get end(): number {
    return this.limit
  }

  /** How many bytes are left. */
  get remaining(): number {
    return this.limit - this.position
  }

  /** Narrows the reader to the next `length` bytes. Returns the end that {@link leave} sets again. */
  enter(length: number): number {
    const outer = this.limit
    this.limit = this.advance(length) + length
    this.position = this.limit - length
    return outer
  }

  /** Skips what is left since {@link enter} and widens the reader to `outer`. */
  leave(outer: number): void {
    this.position = this.limit
    this.limit = outer
  }

  u8(): number {
    const at = this.position
    if (at >= this.limit) throw truncated()
    this.position = at + 1
    return this.view.getUint8(at)
  }

  u16(): number {
    return this.view.getUint16(this.advance(2), true)
  }

  u32(): number {
    return this.view.getUint32(this.advance(4), true)
  }

  int32(): number {
    return this.view.getInt32(this.advance(4), true)
  }

  f64(): number {
    return this.view.getFloat64(this.advance(8), true)
  }

  varint(): number {
    const first = this.u8()
    return first < 128 ? first : this.longVarint(first - 128)
  }

  private longVarint(low: number): number {
    let value = low
    for (let scale = 128; scale <= 2 ** 49; scale *= 128) {
      const byte = this.u8()
      value += (byte & 127) * scale
      if (byte < 128) return checkInteger(value)
    }
    throw new FrameError('A number in a frame is too long.')
  }

  /** How many items follow, of at least `size` bytes each: a number that the bytes left can hold. */
  count(size = 1): number {
    const count = this.varint()
    if (count * size > this.remaining) throw truncated()
    return count
  }

  /** A copy of the next `length` bytes, in an `ArrayBuffer` of its own. */
  raw(length: number): ArrayBuffer {
    const start = this.advance(length)
    return this.window(start, length).slice().buffer
  }

  string(): string {
    return this.stringOf(this.u8())
  }

  /** Reads the rest of a string whose first byte has been read. */
  stringOf(first: number): string {
    if (first >= tag.shortString && first < tag.shortString + SHORT_STRING) {
      return this.shortString(first - tag.shortString)
    }
    if (first === tag.utf8) return this.text(this.u32())
    if (first === tag.utf16) return this.units(this.u32())
    throw new FrameError('A frame holds something else where a string belongs.')
  }

  /** Reads `length` ASCII characters. */
  shortString(length: number): string {
    return asciiString(this.view, this.advance(length), length)
  }

  private text(length: number): string {
    const start = this.advance(length)
    try {
      return textDecoder.decode(this.window(start, length))
    } catch (cause) {
      throw new FrameError('A string in a frame is no UTF-8.', { cause })
    }
  }

  private units(length: number): string {
    const end = this.advance(length * 2) + length * 2
    const parts: string[] = []
    for (let at = end - length * 2; at < end; ) {
      const units: number[] = []
      for (; at < end && units.length < UNITS_AT_ONCE; at += 2) units.push(this.view.getUint16(at, true))
      parts.push(String.fromCharCode(...units))
    }
    return parts.join('')
  }

  private window(start: number, length: number): Uint8Array {
    return new Uint8Array(this.view.buffer, start, length)
  }

  /** Goes on by `size` bytes. Returns where they start. */
  private advance(size: number): number {
    const at = this.position
    if (size > this.limit - at) throw truncated()
    this.position = at + size
    return at
  }
}

function checkInteger(value: number): number {
  if (Number.isSafeInteger(value)) return value
  throw new FrameError('A number in a frame is too large.')
}

function truncated(): FrameError {
  return new FrameError('A frame ends too early, or claims more than it holds.')
}
