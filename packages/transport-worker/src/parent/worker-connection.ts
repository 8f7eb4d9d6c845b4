import type { Worker } from 'node:worker_threads'
import { type Connection, type Frame, FrameInbox, type FrameReceiver } from '@troupe/core/remote'
import { FrameText } from '../frame-text.ts'
import { frameOf, PARTING, postFrame } from '../port-message.ts'
import type { ThreadEnd } from './thread-end.ts'

/**
 * The parent's end of the way to a thread, over the port that every worker has. It ends when the thread exits, since
 * all that the thread had posted there arrives before its exit does; a worker's `error` may come earlier.
 */
export class WorkerConnection implements Connection {
  private readonly worker: Worker
  private readonly end: ThreadEnd
  private readonly inbox = new FrameInbox()
  private readonly text = new FrameText()

  constructor(worker: Worker, end: ThreadEnd) {
    this.worker = worker
    this.end = end
    worker.on('message', (message: unknown) => this.receive(message))
    worker.on('messageerror', (error) => this.fail('a message of it could not be read', error))
  }

  open(receiver: FrameReceiver): void {
    this.inbox.open(receiver)
  }

  send(frame: Frame): void {
    const error = postFrame(this.worker, frame, this.text)
    if (error !== undefined) this.fail('a message to it could not be posted', error)
  }

  close(): void {
    this.worker.postMessage(PARTING)
  }

  /** The thread has exited. */
  finish(error: Error | undefined): void {
    this.inbox.closed(error)
  }

  private receive(message: unknown): void {
    const frame = frameOf(message, this.text)
    if (frame) this.inbox.frame(frame)
    else if (message === PARTING) this.end.parted()
  }

  private fail(what: string, error: unknown): void {
    this.end.broke(what, error)
    void this.worker.terminate()
  }
}
