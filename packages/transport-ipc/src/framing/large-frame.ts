import { FrameError } from '@troupe/core'
import type { ConnectionLimits, Frame } from '@troupe/core/remote'
import { LENGTH_BYTES } from './frame-header.ts'
import { GrowingBytes } from './growing-bytes.ts'

/** A frame that is put together where it stays, part by part: the lengths of the attachments, the bytes, each attachment. */
export class LargeFrame {
  private readonly limits: ConnectionLimits
  private readonly lengths: number[]
  private readonly parts: Uint8Array<ArrayBuffer>[] = []
  private current: GrowingBytes

  constructor(bytes: number, attachments: number, limits: ConnectionLimits) {
    this.limits = limits
    this.lengths = [attachments * LENGTH_BYTES, bytes]
    this.current = new GrowingBytes(attachments * LENGTH_BYTES)
    this.collect()
  }

  get isWhole(): boolean {
    return this.parts.length === this.lengths.length
  }

  /** Where the next bytes of the stream belong. Not empty while some are missing. */
  room(): Uint8Array {
    return this.current.room()
  }

  /**
   * That many bytes have been put into the room.
   *
   * @throws FrameError when the attachments turn out to be too large
   */
  arrived(count: number): void {
    this.current.arrived(count)
    this.collect()
  }

  /** The frame, once it is whole. */
  frame(): Frame {
    const [, bytes = new Uint8Array(), ...attachments] = this.parts
    return { bytes, attachments: attachments.map((it) => it.buffer) }
  }

  private collect(): void {
    while (this.current.isWhole && !this.isWhole) {
      this.parts.push(this.current.whole())
      if (this.parts.length === 1) this.readLengths(this.current.whole())
      this.current = new GrowingBytes(this.lengths[this.parts.length] ?? 0)
    }
  }

  private readLengths(table: Uint8Array): void {
    const view = new DataView(table.buffer)
    for (let at = 0; at < table.length; at += LENGTH_BYTES) this.lengths.push(view.getUint32(at))
    checkSize(
      this.lengths.reduce((sum, it) => sum + it, 0),
      this.limits,
    )
  }
}

/** @throws FrameError for more than the limit */
export function checkSize(bytes: number, limits: ConnectionLimits): void {
  if (bytes <= limits.largestFrame) return
  throw new FrameError(
    `A frame of ${bytes} bytes is larger than the largest allowed, ${limits.largestFrame}.`,
  )
}
