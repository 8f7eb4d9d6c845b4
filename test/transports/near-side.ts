import type { Connection, Frame, FrameReceiver } from '@troupe/core/remote'
import type { Order } from './far-side.ts'

/** The near side of a tested connection: what arrives, to be awaited. */
export class NearSide implements FrameReceiver {
  /** All that arrived. */
  readonly frames: Frame[] = []
  /** Resolves with the reason at the end of the connection. */
  readonly ended: Promise<Error | undefined>
  /** How often the connection said that it had ended. */
  endings = 0
  private readonly connection: Connection
  private end: (error: Error | undefined) => void = () => {}
  private awaited = 0
  private enough: () => void = () => {}

  constructor(connection: Connection) {
    this.connection = connection
    this.ended = new Promise((resolve) => {
      this.end = resolve
    })
    connection.open(this)
  }

  frame(frame: Frame): void {
    this.frames.push({ ...frame, bytes: frame.bytes.slice() })
    if (this.frames.length === this.awaited) this.enough()
  }

  closed(error: Error | undefined): void {
    this.endings++
    this.end(error)
  }

  send(bytes: Uint8Array, attachments: ArrayBuffer[] = []): void {
    this.connection.send({ bytes, attachments })
  }

  order(order: Partial<Order>): void {
    const whole: Order = { burst: 0, size: 4, over: 'parent', ending: 'stay', ...order }
    this.send(new TextEncoder().encode(JSON.stringify(whole)))
  }

  /** Resolves when that many frames have arrived in all. */
  arrived(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.awaited = count
      this.enough = resolve
      if (this.frames.length >= count) resolve()
    })
  }
}

/** The numbers at the beginning of frames. */
export function numbersOf(frames: readonly Frame[], offset = 0): number[] {
  return frames.map(({ bytes }) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset))
}

/** 0, 1 and so on. */
export function countTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}
