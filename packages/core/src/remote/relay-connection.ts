import { FrameError } from '../message/errors.ts'
import type { Connection, Frame, FrameReceiver } from './connection.ts'

/** A connection whose frames pass through the parent, for nodes that cannot be connected directly. */
export class RelayConnection implements Connection {
  private readonly pass: (frame: Frame | undefined) => void
  private receiver: FrameReceiver | undefined = undefined

  /** @param pass sends a frame to the parent, addressed to the far side, or the word that none will follow */
  constructor(pass: (frame: Frame | undefined) => void) {
    this.pass = pass
  }

  open(receiver: FrameReceiver): void {
    this.receiver = receiver
  }

  send(frame: Frame): void {
    this.pass(frame)
  }

  close(): void {
    this.pass(undefined)
  }

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

/** A frame, or the end of them, as the value that a relay record carries. */
export function packFrame(frame: Frame | undefined): unknown {
  return frame && [frame.bytes, ...frame.attachments]
}

/**
 * What a relay record carries.
 *
 * @throws FrameError where it makes no sense
 */
export function unpackFrame(value: unknown): Frame | undefined {
  if (value === undefined) return undefined
  const [bytes, ...attachments]: readonly unknown[] = Array.isArray(value) ? value : []
  if (bytes instanceof Uint8Array && attachments.every(isBuffer)) return { bytes, attachments }
  throw new FrameError('A frame carries something else where it should carry another one.')
}

function isBuffer(value: unknown): value is ArrayBuffer {
  return value instanceof ArrayBuffer
}
