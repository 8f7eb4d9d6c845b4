import { ActorTerminatedError } from '../message/errors.ts'
import type { OpenAsk } from '../message/open-ask.ts'
import type { Handling } from './handling.ts'
import { ReplyHandle } from './reply-handle.ts'

/** The asks that one life of an actor has promised to answer later. */
export class HeldReplies {
  private readonly asks = new Map<OpenAsk, string>()
  private readonly settled: () => void

  /** @param settled is called when the last of them has been answered */
  constructor(settled: () => void) {
    this.settled = settled
  }

  get size(): number {
    return this.asks.size
  }

  /**
   * Takes the answer to what is handled out of the handler's hands.
   *
   * @throws ReplyTwiceError where that has been done before
   */
  take(handling: Handling): ReplyHandle {
    const ask = handling.keepReply()
    if (ask?.isOpen) {
      this.asks.set(ask, handling.name)
      ask.onEnd(() => {
        this.asks.delete(ask)
        if (this.asks.size === 0) this.settled()
      })
    }
    return new ReplyHandle(handling.name, ask)
  }

  /** The life has ended: nobody waits for what it still owes. */
  abandon(path: string, cause: unknown): void {
    for (const [ask, name] of [...this.asks]) {
      ask.reject(
        new ActorTerminatedError(
          `${path} has ended, or was started anew, and owed the answer to "${name}".`,
          { cause },
        ),
      )
    }
  }
}
