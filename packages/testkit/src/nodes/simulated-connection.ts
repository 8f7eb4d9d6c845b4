import { type Connection, type Frame, FrameInbox, type FrameReceiver } from '@troupe/core/remote'
import type { Wire } from './wire.ts'

/** One node's end of a connection that is simulated. */
export class SimulatedConnection implements Connection, FrameReceiver {
  /** What leads to the other end. */
  out: Wire | undefined = undefined
  private readonly inbox = new FrameInbox()
  private isClosed = false

  open(receiver: FrameReceiver): void {
    this.inbox.open(receiver)
  }

  send(frame: Frame): void {
    if (!this.isClosed) this.out?.send((receiver) => receiver.frame(frame))
  }

  close(): void {
    this.end(undefined)
  }

  /** Ends this side, which hears and says nothing more; the other side is told when all that was sent has arrived. */
  end(error: Error | undefined): void {
    if (this.isClosed) return
    this.isClosed = true
    this.out?.end(error)
  }

  /** Where the way is cut, the other side is told of the end all the same, and at once. */
  sever(error: Error): void {
    this.out?.sever(error)
  }

  frame(frame: Frame): void {
    if (!this.isClosed) this.inbox.frame(frame)
  }

  closed(error: Error | undefined): void {
    if (!this.isClosed) this.inbox.closed(error)
  }
}
