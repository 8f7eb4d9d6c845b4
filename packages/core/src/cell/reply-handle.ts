import type { AnyActorRef } from '../message/any-actor-ref.ts'
import {
  ActorTerminatedError,
  AskGivenUpError,
  InvalidOptionError,
  isRejection,
  ReplyTwiceError,
} from '../message/errors.ts'
import type { OpenAsk } from '../message/open-ask.ts'
import type { Reply } from '../message/reply.ts'
import { replyMark } from '../message/value-kind.ts'
import { targetOf } from './cell-ref.ts'
import type { Watcher } from './target.ts'

/** The one class of replies: to asks that were made here and elsewhere alike, and to messages that nobody asked. */
export class ReplyHandle implements Reply<unknown> {
  readonly isReply = true as const
  /** The name of the message that is to be answered. */
  readonly name: string
  /** What waits for the answer, if anything does. */
  readonly ask: OpenAsk | undefined
  /** Told of what whoever asked was answered, or rejected, with. */
  told: ((value: unknown, rejected: boolean) => void) | undefined = undefined
  private isUsed = false

  constructor(name: string, ask: OpenAsk | undefined) {
    this.name = name
    this.ask = ask
  }

  get isOpen(): boolean {
    return this.ask?.isOpen ?? false
  }

  answer(value: unknown): void {
    this.check()
    const rejected = isRejection(value)
    if (rejected) this.ask?.reject(value)
    else this.ask?.answer(value)
    this.settled(value, rejected)
  }

  reject(error: Error): void {
    if (!(error instanceof Error)) throw new InvalidOptionError('A reply is rejected with an Error.')
    this.check()
    this.ask?.rejectWith(error)
    this.settled(error, true)
  }

  heldBy(holder: AnyActorRef): this {
    const target = targetOf(holder)
    const { ask, name } = this
    if (!ask?.isOpen) return this
    const watcher: Watcher = {
      notify: ({ ref, reason, error }) => {
        const said = `${ref.path} has ended (${reason}), and held the answer to "${name}".`
        ask.reject(new ActorTerminatedError(said, { cause: error }))
      },
    }
    ask.onEnd(() => target.unwatch(watcher))
    target.watch(watcher, holder)
    return this
  }

  toString(): string {
    return `Reply("${this.name}")`
  }

  /** A value that could not be sent is no answer: it has been refused before this. */
  private settled(value: unknown, rejected: boolean): void {
    this.isUsed = true
    if (this.ask !== undefined) this.told?.(value, rejected)
  }

  private check(): void {
    if (this.isUsed) throw new ReplyTwiceError(`"${this.name}" was answered before: a reply is given once.`)
    if (this.ask?.isOpen === false)
      throw new AskGivenUpError(
        `Whoever asked "${this.name}" has given up, or was answered elsewhere. Look at reply.isOpen before you answer.`,
      )
  }
}

Object.defineProperty(ReplyHandle.prototype, replyMark, { value: true })
