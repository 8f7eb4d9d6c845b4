import { PairRing } from '../base/pair-ring.ts'
import { NothingToStashError, StashFullError } from '../message/errors.ts'
import type { Handling } from './handling.ts'
import type { Letter } from './letter.ts'

/** The messages that one actor has put aside for later. */
export class Stash {
  private readonly capacity: number
  private readonly path: string
  private letters = new PairRing<Letter, unknown>()

  constructor(capacity: number, path: string) {
    this.capacity = capacity
    this.path = path
  }

  get length(): number {
    return this.letters.length
  }

  /**
   * Puts aside the message that `handling` is of. Its asker goes on waiting: the handler's answer will not be its.
   *
   * @throws StashFullError, NothingToStashError; then nothing has changed
   */
  put(handling: Handling, payload: unknown): void {
    const { letter, name } = handling
    if (name === '') {
      throw new NothingToStashError(
        `${this.path} has nothing to put aside: call ctx.stash in the handler of a message.`,
      )
    }
    if (handling.isLetGo) {
      throw new NothingToStashError(
        `${this.path} cannot put "${name}" aside: it was stashed or passed on already.`,
      )
    }
    if (this.length >= this.capacity) {
      throw new StashFullError(
        `${this.path} cannot put "${name}" aside: ${this.capacity} messages lie in its stash. Call unstashAll sooner, or allow more with mailbox.stash of spawn.`,
      )
    }
    this.letters.push(letter ?? name, payload)
    handling.letGo()
  }

  /** Gives away all that it holds, the oldest first. */
  empty(): PairRing<Letter, unknown> {
    const { letters } = this
    this.letters = new PairRing()
    return letters
  }
}
