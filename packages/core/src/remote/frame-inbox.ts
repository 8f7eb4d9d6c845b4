import type { Frame, FrameReceiver } from './connection.ts'

/** What a connection receives into: holds it back until there is a receiver, and tells that one of the end once. */
export class FrameInbox implements FrameReceiver {
  private receiver: FrameReceiver | undefined = undefined
  private readonly held: ((receiver: FrameReceiver) => void)[] = []
  private isClosed = false

  /** Delivers what was held back, and from now on what arrives. */
  open(receiver: FrameReceiver): void {
    this.receiver = receiver
    for (const deliver of this.held.splice(0)) deliver(receiver)
  }

  frame(frame: Frame): void {
    if (this.isClosed) return
    if (this.receiver) this.receiver.frame(frame)
    else this.hold({ ...frame, bytes: frame.bytes.slice() })
  }

  /** The bytes are this one's own: those of a frame that has come are the connection's. */
  private hold(frame: Frame): void {
    this.held.push((receiver) => receiver.frame(frame))
  }

  closed(error: Error | undefined): void {
    if (this.isClosed) return
    this.isClosed = true
    if (this.receiver) this.receiver.closed(error)
    else this.held.push((receiver) => receiver.closed(error))
  }
}
