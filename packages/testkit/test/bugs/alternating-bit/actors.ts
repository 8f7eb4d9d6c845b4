import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export type Bit = 0 | 1

export interface SenderProtocol {
  ack(bit: Bit): void
  resend(): void
}

export interface ReceiverProtocol {
  data(bit: Bit, item: string, sender: ActorRef<SenderProtocol>): void
}

const flip = (bit: Bit): Bit => (bit === 0 ? 1 : 0)

/** Sends items one at a time, each until it is acknowledged. */
export const Sender = defineActor(
  'Sender',
  (ctx: ActorContext<SenderProtocol>, receiver: ActorRef<ReceiverProtocol>, items: readonly string[]) => {
    let next = 0
    let bit: Bit = 0
    const send = () => {
      const item = items[next]
      if (item === undefined) {
        ctx.timers.cancel('resend')
        return
      }
      receiver.tell('data', bit, item, ctx.self)
      ctx.timers.after('resend', 100, 'resend')
    }
    ctx.on('started', send)
    return {
      ack(acknowledged) {
        if (acknowledged !== bit) return
        next++
        bit = flip(bit)
        send()
      },
      resend: send,
      [Symbol.for('troupe.state')]: () => next,
    }
  },
)

export const Receiver = defineActor('Receiver', (_ctx: ActorContext<ReceiverProtocol>, mended: boolean) => {
  const received: string[] = []
  let expected: Bit = 0
  return {
    data(bit, item, sender) {
      if (bit === expected) {
        received.push(item)
        expected = flip(expected)
        sender.tell('ack', bit)
        return
      }
      // Something that came before: what it needs is its own acknowledgement again, not that of what is expected.
      sender.tell('ack', mended ? bit : expected)
    },
    [Symbol.for('troupe.state')]: () => received,
  }
})
