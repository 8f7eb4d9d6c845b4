import type { Readable, Writable } from 'node:stream'
import {
  type Connection,
  type ConnectionLimits,
  type Frame,
  FrameInbox,
  type FrameReceiver,
} from '@troupe/core/remote'
import { FrameSplitter } from '../framing/frame-splitter.ts'
import { FrameWriter } from '../framing/frame-writer.ts'

/** What a connection to a process notices before the process has ended. */
export interface ProcessObserver {
  /** The process sends no more: in peace, or for an error. */
  parted(error: Error | undefined): void
  /** One of its pipes has ended: so has the process, or it will not hear or say anything any more. */
  cutOff(): void
  /** The connection can't go on. */
  broke(what: string, error: unknown): void
}

/** The parent's end of the way to a child process. */
export class ProcessConnection implements Connection {
  /** Resolves when all that the process had sent has been received. */
  readonly drained: Promise<void>
  private readonly inbox = new FrameInbox()
  private readonly outgoing: Writable
  private readonly writer: FrameWriter
  private readonly observer: ProcessObserver
  /** Whether it is this side that ends the connection. */
  private isEnding = false

  constructor(incoming: Readable, outgoing: Writable, limits: ConnectionLimits, observer: ProcessObserver) {
    this.observer = observer
    this.outgoing = outgoing
    this.writer = new FrameWriter(outgoing, limits)
    outgoing.once('close', () => this.cutOff())
    this.drained = this.listen(incoming, limits)
  }

  open(receiver: FrameReceiver): void {
    this.inbox.open(receiver)
  }

  send(frame: Frame): void {
    try {
      this.writer.write(frame)
    } catch (error) {
      this.observer.broke('a message to it could not be sent', error)
    }
  }

  close(): void {
    this.isEnding = true
    this.writer.part()
  }

  /** The process is gone, and its pipe is drained. */
  finish(error: Error | undefined): void {
    this.isEnding = true
    this.outgoing.destroy()
    this.inbox.closed(error)
  }

  private cutOff(): void {
    if (!this.isEnding) this.observer.cutOff()
  }

  private listen(incoming: Readable, limits: ConnectionLimits): Promise<void> {
    const splitter = new FrameSplitter(limits, {
      frame: (frame) => this.inbox.frame(frame),
      parted: (error) => this.observer.parted(error),
    })
    incoming.on('data', (chunk: Uint8Array) => {
      try {
        splitter.push(chunk)
      } catch (error) {
        incoming.destroy()
        this.observer.broke('what it sent makes no sense', error)
      }
    })
    // ECONNRESET: the process died before it had read all; what it had sent has been read by then.
    incoming.on('error', () => {})
    return new Promise((resolve) => {
      incoming.once('close', () => {
        this.cutOff()
        resolve()
      })
    })
  }
}
