import type { MessagePort } from 'node:worker_threads'
import { FrameError } from '@troupe/core'
import { type Connection, type Frame, FrameInbox, type FrameReceiver, type Seat } from '@troupe/core/remote'
import { FrameText } from '../frame-text.ts'
import { PortConnection } from '../port-connection.ts'
import { frameOf, isBridge, PARTING, postFrame } from '../port-message.ts'

/** The thread's end of the way to its parent. */
export class ParentConnection implements Connection {
  /** Called for each direct connection to another thread that the parent brings about. */
  onBridge: (peer: Seat, connection: Connection) => void = () => {}
  /** Called when something in this thread has closed its port to the parent, which does not see that. */
  onLost: () => void = () => {}
  private readonly port: MessagePort
  private isEnding = false
  private readonly inbox = new FrameInbox()
  private readonly text = new FrameText()

  constructor(port: MessagePort) {
    this.port = port
    // While somebody listens, the port keeps the thread alive.
    port.on('message', (message: unknown) => this.receive(message))
    port.on('close', () => {
      if (!this.isEnding) this.onLost()
    })
    port.on('messageerror', (error) => this.fail('A message could not be read', error))
  }

  open(receiver: FrameReceiver): void {
    this.inbox.open(receiver)
  }

  send(frame: Frame): void {
    const error = postFrame(this.port, frame, this.text)
    if (error !== undefined) this.fail('A message could not be posted', error)
  }

  close(): void {
    // Without these words, the parent would take the exit that follows for a crash. A closed port swallows them.
    this.port.postMessage(PARTING)
    this.isEnding = true
    this.port.close()
  }

  private receive(message: unknown): void {
    const frame = frameOf(message, this.text)
    if (frame) this.inbox.frame(frame)
    else if (isBridge(message)) this.onBridge(message.bridge, new PortConnection(message.port))
    else if (message === PARTING) this.inbox.closed(undefined)
  }

  private fail(what: string, cause: unknown): void {
    this.isEnding = true
    this.port.close()
    this.inbox.closed(new FrameError(`${what}: ${String(cause)}`, { cause }))
  }
}
