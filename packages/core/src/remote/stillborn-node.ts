import { wordsOf } from '../base/in-words.ts'
import { NodeDownError } from '../message/errors.ts'
import type { Connection } from './connection.ts'
import { FrameInbox } from './frame-inbox.ts'
import type { LaunchedNode } from './launcher.ts'

/** A node that could not even be launched: its connection ends with the reason. */
export class StillbornNode implements LaunchedNode {
  readonly connection: Connection
  readonly ended: Promise<Error>

  constructor(what: string, cause: unknown) {
    const error = new NodeDownError(`${what}: ${wordsOf(cause)}`, { cause })
    const inbox = new FrameInbox()
    this.connection = { open: (receiver) => inbox.open(receiver), send: () => {}, close: () => {} }
    this.ended = Promise.resolve(error)
    // Later, since whoever launches it waits for its end only when it is attached.
    void this.ended.then(() => inbox.closed(error))
  }

  kill(): void {}
}
