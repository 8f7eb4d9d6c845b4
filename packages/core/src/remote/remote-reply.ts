import { isRejection } from '../message/errors.ts'
import { OpenAsk } from '../message/open-ask.ts'
import { record } from './record.ts'

/** What answers go over to another node by. */
export interface ReplySpeaker {
  readonly closedBy: Error | undefined
  put(kind: number, first: number, second: number, value: unknown): void
}

/** An ask that was made on another node: its answer goes back over the link on which it came. */
export class RemoteReply extends OpenAsk {
  private readonly speaker: ReplySpeaker
  private readonly correlation: number
  private readonly late: (value: unknown) => void

  /** @param late takes an answer that cannot be sent any more, since the asker's node is lost */
  constructor(speaker: ReplySpeaker, correlation: number, deadline: number, late: (value: unknown) => void) {
    super()
    this.speaker = speaker
    this.correlation = correlation
    this.deadline = deadline
    this.late = late
  }

  /** Goes out even where whoever asked has given up: that a late answer is a dead letter is to be seen there. */
  answer(value: unknown): void {
    if (this.speaker.closedBy === undefined) this.say(record.answer, value)
    else this.late(value)
  }

  arrive(value: unknown): void {
    this.answer(value)
  }

  reject(error: unknown): void {
    if (this.isOpen || isRejection(error)) this.say(record.rejection, error)
  }

  rejectWith(error: Error): void {
    this.say(record.rejection, error)
  }

  /** @param isTimedOut whether the time of whoever asked was over */
  giveUp(isTimedOut = false): void {
    if (this.isOpen) this.end(isTimedOut ? 'timed-out' : 'given-up')
  }

  /** @throws UnsendableError, with the ask still open */
  private say(kind: number, value: unknown): void {
    this.speaker.put(kind, this.correlation, 0, value)
    if (this.isOpen) this.end('answered')
  }
}
