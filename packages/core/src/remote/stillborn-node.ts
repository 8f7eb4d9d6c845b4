import { NodeStartError } from '../message/errors.ts'
import type { Connection } from './connection.ts'
import { FrameInbox } from './frame-inbox.ts'
import type { LaunchedNode } from './launcher.ts'

/** A node that could not even be launched: its connection ends with the reason. */
export class StillbornNode implements LaunchedNode {
  readonly connection: Connection
  readonly ended: Promise<Error>

  constructor(what: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const error = new NodeStartError(`${what}: ${reason}`, { cause })
    const inbox = new FrameInbox()
    inbox.closed(error)
    this.connection = { open: (receiver) => inbox.open(receiver), send: () => {}, close: () => {} }
    this.ended = Promise.resolve(error)
  }

  kill(): void {}
}
