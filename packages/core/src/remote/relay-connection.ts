import type { Connection, Frame, FrameReceiver } from './connection.ts'

/** A connection whose frames pass through the parent, for nodes that cannot be connected directly. */
export class RelayConnection implements Connection {
  private readonly pass: (frame: Frame) => void
  private receiver: FrameReceiver | undefined = undefined

  /** @param pass sends a frame to the parent, addressed to the far side */
  constructor(pass: (frame: Frame) => void) {
    this.pass = pass
  }

  open(receiver: FrameReceiver): void {
    this.receiver = receiver
  }

  send(frame: Frame): void {
    this.pass(frame)
  }

  close(): void {}

  /** A frame from the far side has come through the parent. */
  arrive(frame: Frame): void {
    this.receiver?.frame(frame)
  }

  /** The parent says that the far side is lost. */
  lose(error: Error | undefined): void {
    this.receiver?.closed(error)
    this.receiver = undefined
  }
}

/** A frame as the value that a relay record carries. */
export function packFrame(frame: Frame): readonly unknown[] {
  return [frame.bytes, ...frame.attachments]
}

/** The frame in a relay record; `undefined` where there is none. */
export function unpackFrame(value: unknown): Frame | undefined {
  if (!Array.isArray(value)) return undefined
  const [bytes, ...attachments] = value as readonly unknown[]
  if (!(bytes instanceof Uint8Array) || !attachments.every(isBuffer)) return undefined
  return { bytes, attachments }
}

function isBuffer(value: unknown): value is ArrayBuffer {
  return value instanceof ArrayBuffer
}
