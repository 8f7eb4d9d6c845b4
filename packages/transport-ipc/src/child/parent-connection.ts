import { type ConnectOpts, Socket, type SocketConstructorOpts } from 'node:net'
import {
  type Connection,
  type ConnectionLimits,
  type Frame,
  FrameInbox,
  type FrameReceiver,
} from '@troupe/core/remote'
import { FrameSplitter } from '../framing/frame-splitter.ts'
import { FrameWriter } from '../framing/frame-writer.ts'

/** The pipes between a child and its parent, by their descriptors in the child. */
export interface Pipes {
  readonly incoming: number
  readonly outgoing: number
}

/** The child's end of the way to its parent. */
export class ParentConnection implements Connection {
  /** Called when the parent has gone without parting. */
  onLost: () => void = () => {}
  private readonly inbox = new FrameInbox()
  private readonly incoming: Socket
  private readonly writer: FrameWriter

  constructor(pipes: Pipes, limits: ConnectionLimits) {
    this.writer = new FrameWriter(new Socket({ fd: pipes.outgoing, readable: false, writable: true }), limits)
    this.incoming = this.listen(pipes.incoming, limits)
  }

  open(receiver: FrameReceiver): void {
    this.inbox.open(receiver)
  }

  send(frame: Frame): void {
    try {
      this.writer.write(frame)
    } catch (error) {
      this.fail(error)
    }
  }

  close(): void {
    this.writer.part()
  }

  /** Ends the connection, for `error` unless in peace; calls back when all that was sent has left. */
  part(error: unknown, left: () => void): void {
    this.writer.part(error, left)
  }

  private listen(fd: number, limits: ConnectionLimits): Socket {
    let hasParted = false
    const splitter = new FrameSplitter(limits, {
      frame: (frame) => this.inbox.frame(frame),
      parted: (error) => {
        hasParted = true
        this.inbox.closed(error)
      },
    })
    // Reads to where the splitter has room: no buffer is allocated for a read, and large frames are not copied.
    const options: SocketConstructorOpts & ConnectOpts = {
      fd,
      readable: true,
      writable: false,
      onread: { buffer: () => splitter.room(), callback: (count) => this.arrived(splitter, count) },
    }
    const socket = new Socket(options)
    socket.on('error', () => {})
    socket.once('close', () => {
      this.inbox.closed(undefined)
      if (!hasParted) this.onLost()
    })
    return socket.resume()
  }

  private arrived(splitter: FrameSplitter, count: number): boolean {
    try {
      splitter.arrived(count)
      return true
    } catch (error) {
      this.fail(error)
      return false
    }
  }

  private fail(error: unknown): void {
    this.writer.part(error)
    this.incoming.destroy()
  }
}
