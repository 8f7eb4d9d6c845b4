import { FrameError } from '@troupe/core'
import type { ConnectionLimits, Frame } from '@troupe/core/remote'
import {
  FIXED_HEADER_BYTES,
  FRAME_MARK,
  headerBytes,
  LENGTH_BYTES,
  PARTING_HEADER_BYTES,
  PARTING_MARK,
} from './frame-header.ts'
import { checkSize, LargeFrame } from './large-frame.ts'
import { readWords } from './parting.ts'

/** Frames up to this size are taken out of one window, as many as it holds: some of those that a busy sender fills. */
const WINDOW_BYTES = 256 * 1024

/** Who receives what a splitter finds. */
export interface SplitterReceiver {
  /** The bytes are the splitter's again once this returns; the attachments are not. */
  frame(frame: Frame): void
  /** The sender sends no more: in peace, or for the error that it names. */
  parted(error: Error | undefined): void
}

/**
 * Finds the frames in a stream of bytes, however it is cut. The stream is read straight to where the splitter has room,
 * so that large frames are copied no more than their growth demands.
 */
export class FrameSplitter {
  private readonly limits: ConnectionLimits
  private readonly receiver: SplitterReceiver
  private readonly window = new Uint8Array(WINDOW_BYTES)
  private readonly view = new DataView(this.window.buffer)
  private filled = 0
  private large: LargeFrame | undefined = undefined

  constructor(limits: ConnectionLimits, receiver: SplitterReceiver) {
    this.limits = limits
    this.receiver = receiver
  }

  /** Where the next bytes of the stream belong. Never empty. */
  room(): Uint8Array {
    if (this.large) return this.large.room()
    return this.filled === 0 ? this.window : this.window.subarray(this.filled)
  }

  /**
   * That many bytes have been put into the room.
   *
   * @throws FrameError if they make no sense; the stream can't be read any further then
   */
  arrived(count: number): void {
    if (this.large) this.continueLarge(this.large, count)
    else {
      this.filled += count
      this.splitWindow()
    }
  }

  /**
   * Takes bytes that were read elsewhere.
   *
   * @throws FrameError as `arrived` does
   */
  push(chunk: Uint8Array): void {
    for (let rest = chunk; rest.length > 0; ) {
      const room = this.room()
      const piece = rest.subarray(0, room.length)
      room.set(piece)
      this.arrived(piece.length)
      rest = rest.subarray(piece.length)
    }
  }

  private splitWindow(): void {
    let at = 0
    while (at < this.filled) {
      const size = this.sizeAt(at)
      if (at + size > this.filled) {
        this.keep(at, size)
        return
      }
      this.deliver(at)
      at += size
    }
    this.filled = 0
  }

  /** The size of what begins there, as far as it can be told: always more than is there of an unfinished frame. */
  private sizeAt(at: number): number {
    const mark = this.window[at]
    if (mark === PARTING_MARK) return this.partingSizeAt(at)
    if (mark !== FRAME_MARK) throw new FrameError(`A frame can't begin with the byte ${mark}.`)
    if (at + FIXED_HEADER_BYTES > this.filled) return FIXED_HEADER_BYTES
    const attachments = this.view.getUint32(at + 5)
    const header = headerBytes(attachments)
    let size = header + this.view.getUint32(at + 1)
    checkSize(size, this.limits)
    if (at + header > this.filled) return size
    for (let i = 0; i < attachments; i++) size += this.lengthAt(at, i)
    checkSize(size, this.limits)
    return size
  }

  private partingSizeAt(at: number): number {
    if (at + PARTING_HEADER_BYTES > this.filled) return PARTING_HEADER_BYTES
    // 16 bits claim no more than the window has room for.
    return PARTING_HEADER_BYTES + this.view.getUint16(at + 1)
  }

  private lengthAt(at: number, attachment: number): number {
    return this.view.getUint32(at + FIXED_HEADER_BYTES + attachment * LENGTH_BYTES)
  }

  private deliver(at: number): void {
    if (this.window[at] === PARTING_MARK) {
      const words = at + PARTING_HEADER_BYTES
      this.receiver.parted(readWords(this.window.subarray(words, words + this.view.getUint16(at + 1))))
      return
    }
    const count = this.view.getUint32(at + 5)
    let end = at + headerBytes(count)
    const take = (length: number): Uint8Array<ArrayBuffer> => {
      const start = end
      end += length
      return this.window.subarray(start, end)
    }
    const bytes = take(this.view.getUint32(at + 1))
    const attachments = Array.from({ length: count }, (_, i) => take(this.lengthAt(at, i)).slice().buffer)
    this.receiver.frame({ bytes, attachments })
  }

  /** Keeps what is there of an unfinished frame. */
  private keep(at: number, size: number): void {
    const { filled } = this
    if (size <= WINDOW_BYTES) {
      if (at > 0) this.window.copyWithin(0, at, filled)
      this.filled = filled - at
      return
    }
    this.filled = 0
    this.large = new LargeFrame(this.view.getUint32(at + 1), this.view.getUint32(at + 5), this.limits)
    this.push(this.window.subarray(at + FIXED_HEADER_BYTES, filled))
  }

  private continueLarge(large: LargeFrame, count: number): void {
    large.arrived(count)
    if (!large.isWhole) return
    this.large = undefined
    this.receiver.frame(large.frame())
  }
}
