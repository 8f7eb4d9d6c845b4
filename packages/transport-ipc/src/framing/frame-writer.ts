import type { Writable } from 'node:stream'
import type { ConnectionLimits, Frame } from '@troupe/core/remote'
import { joinFrame } from './join-frame.ts'
import { parting } from './parting.ts'

/** Writes frames to a stream. What is written to a broken one is lost in silence: the reading side tells of the end. */
export class FrameWriter {
  private readonly stream: Writable
  private readonly limits: ConnectionLimits
  private isOpen = true

  constructor(stream: Writable, limits: ConnectionLimits) {
    this.stream = stream
    this.limits = limits
    // EPIPE and ECONNRESET: the far process is gone, or going.
    stream.on('error', () => {})
  }

  /** @throws FrameError for a frame that the far side would refuse */
  write(frame: Frame): void {
    if (!this.isOpen) return
    const pieces = joinFrame(frame, this.limits)
    // Several leave in one call of the system.
    if (pieces.length > 1) this.stream.cork()
    for (const piece of pieces) this.stream.write(piece)
    if (pieces.length > 1) this.stream.uncork()
  }

  /** Writes no more than why, if not in peace; calls back when all has left, or can't leave any more. */
  part(error?: unknown, left: () => void = () => {}): void {
    if (this.isOpen) this.stream.end(parting(error), () => left())
    else left()
    this.isOpen = false
  }
}
