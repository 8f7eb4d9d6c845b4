import { ReplyHandle } from '../cell/reply-handle.ts'
import type { OpenAsk } from '../message/open-ask.ts'
import { refuse } from '../message/value-kind.ts'
import type { PassedReply, ReplyCodec } from './codec/replies.ts'
import { waitNumber, waitOf } from './record.ts'

/** Where the asks of a link are kept that wait for an answer from the far side. */
export interface AwaitingLink {
  /** Waits for an answer under the number that this returns; that number is told of the end of the ask. */
  await(ask: OpenAsk): number
  awaitNoMore(correlation: number): void
}

/** Replies that cross one link: the far side answers an ask that came, or was made, here. */
export class LinkReplies implements ReplyCodec {
  /** Makes the ask of a reply that came over; set with the way on which things come. */
  receiveAsk: (correlation: number, wait: number) => OpenAsk | undefined = () => undefined
  /** Of the asks that wait for an answer given over there, those of which whoever looks on here is to be told. */
  private readonly told = new Map<number, (value: unknown, rejected: boolean) => void>()
  private readonly link: AwaitingLink
  private readonly now: () => number

  constructor(link: AwaitingLink, now: () => number) {
    this.link = link
    this.now = now
  }

  pass(reply: object): PassedReply {
    if (!(reply instanceof ReplyHandle)) throw refuse(reply)
    const { ask, name } = reply
    if (!ask?.isOpen) return { number: 0, wait: 0, name }
    const number = this.link.await(ask)
    if (reply.told !== undefined) {
      this.told.set(number, reply.told)
      ask.onEnd(() => this.told.delete(number))
    }
    return { number, wait: waitNumber(ask.deadline - this.now()), name }
  }

  takeBack(number: number): void {
    this.link.awaitNoMore(number)
    this.told.delete(number)
  }

  /** Who is told of the answer under that number, if it is one to a reply that went over, and somebody looks on. */
  toldOf(number: number): ((value: unknown, rejected: boolean) => void) | undefined {
    return this.told.get(number)
  }

  receive({ number, wait, name }: PassedReply): ReplyHandle {
    return new ReplyHandle(name, number === 0 ? undefined : this.receiveAsk(number, waitOf(wait)))
  }
}
