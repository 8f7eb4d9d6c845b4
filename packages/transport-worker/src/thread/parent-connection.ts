import type { MessagePort } from 'node:worker_threads'
import { FrameError } from '@troupe/core'
import { type Connection, type Frame, FrameInbox, type FrameReceiver, type Seat } from '@troupe/core/remote'
import { PortConnection } from '../port-connection.ts'
import { frameOf, isBridge, PARTING, postFrame } from '../port-message.ts'

/** The thread's end of the way to its parent. */
export class ParentConnection implements Connection {
  /** Called for each direct connection to another thread that the parent brings about. */
  onBridge: (peer: Seat, connection: Connection) => void = () => {}
  private readonly port: MessagePort
  private readonly inbox = new FrameInbox()

  constructor(port: MessagePort) {
    this.port = port
    // While somebody listens, the port keeps the thread alive.
    port.on('message', (message: unknown) => this.receive(message))
    port.on('messageerror', (error) => this.fail('A message could not be read', error))
  }

  open(receiver: FrameReceiver): void {
    this.inbox.open(receiver)
  }

  send(frame: Frame): void {
    const error = postFrame(this.port, frame)
    if (error !== undefined) this.fail('A message could not be posted', error)
  }

  close(): void {
    // Without these words, the parent would take the exit that follows for a crash. A closed port swallows them.
    this.port.postMessage(PARTING)
    this.port.close()
  }

  private receive(message: unknown): void {
    const frame = frameOf(message)
    if (frame) this.inbox.frame(frame)
    else if (isBridge(message)) this.onBridge(message.bridge, new PortConnection(message.port))
    else if (message === PARTING) this.inbox.closed(undefined)
  }

  private fail(what: string, cause: unknown): void {
    this.port.close()
    this.inbox.closed(new FrameError(`${what}: ${String(cause)}`, { cause }))
  }
}
