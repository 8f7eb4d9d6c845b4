/** How an ask ends: it was answered or rejected, or whoever asked has given up, because its time was over or for another reason. */
export type AskEnd = 'answered' | 'given-up' | 'timed-out'

/** One ask as those know it who see to its answer: whether that is still waited for, and until when. */
export abstract class OpenAsk {
  /** When whoever asked gives up, by this node's clock. */
  deadline = Number.POSITIVE_INFINITY
  private state: AskEnd | 'open' = 'open'
  private listener: ((givenUp: boolean) => void) | undefined = undefined

  get isOpen(): boolean {
    return this.state === 'open'
  }

  get isGivenUp(): boolean {
    return this.state === 'given-up' || this.state === 'timed-out'
  }

  /** Whether whoever asked has given up because its time was over. */
  get isTimedOut(): boolean {
    return this.state === 'timed-out'
  }

  /** Answers with a value of this address space, which its giver may go on changing. */
  abstract answer(value: unknown): void
  /** An answer that came from another node: nobody else holds it. */
  abstract arrive(value: unknown): void
  abstract reject(error: unknown): void
  /** Rejects with an error of this address space that is an answer, whatever its class. */
  abstract rejectWith(error: Error): void

  /** Calls `listener` once, when the ask ends: with an answer, or because whoever asked has given up. */
  onEnd(listener: (givenUp: boolean) => void): void {
    const before = this.listener
    if (before === undefined) {
      this.listener = listener
      return
    }
    this.listener = (givenUp) => {
      before(givenUp)
      listener(givenUp)
    }
  }

  protected end(how: AskEnd): void {
    this.state = how
    const { listener } = this
    this.listener = undefined
    listener?.(this.isGivenUp)
  }
}
