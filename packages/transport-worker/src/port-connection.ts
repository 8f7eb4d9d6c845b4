import type { MessagePort } from 'node:worker_threads'
import { FrameError } from '@troupe/core'
import { type Connection, type Frame, FrameInbox, type FrameReceiver } from '@troupe/core/remote'
import { FrameText } from './frame-text.ts'
import { frameOf, postFrame } from './port-message.ts'

/**
 * A direct connection between two threads. It ends when its port closes: the far thread's exit may be known before its
 * last messages have been read from the port, the port's `close` comes after them.
 */
export class PortConnection implements Connection {
  private readonly port: MessagePort
  private readonly inbox = new FrameInbox()
  private readonly text = new FrameText()
  private failure: Error | undefined = undefined

  constructor(port: MessagePort) {
    this.port = port
    // At once, since a port whose far side is gone emits `close` whether or not somebody listens yet.
    port.on('close', () => this.inbox.closed(this.failure))
    port.on('messageerror', (cause) => this.fail('A frame could not be read from the port', cause))
    port.on('message', (message: unknown) => {
      const frame = frameOf(message, this.text)
      if (frame) this.inbox.frame(frame)
    })
  }

  open(receiver: FrameReceiver): void {
    this.inbox.open(receiver)
  }

  send(frame: Frame): void {
    const cause = postFrame(this.port, frame, this.text)
    if (cause !== undefined) this.fail('A frame could not be posted', cause)
  }

  close(): void {
    this.port.close()
  }

  private fail(what: string, cause: unknown): void {
    this.failure ??= new FrameError(`${what}: ${String(cause)}`, { cause })
    this.port.close()
  }
}
