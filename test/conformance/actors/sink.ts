import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import type { GateProtocol } from './gate.ts'

/** What a sink has taken from one sender. */
export interface Taken {
  readonly count: number
  /** The first number that came out of order, with what came before it. */
  readonly fault: string | undefined
}

export interface SinkProtocol {
  take(sender: string, number: number, _ballast?: ArrayBuffer): void
  /** Like `take`, for senders that ask. */
  takeAndConfirm(sender: string, number: number): number
  taken(sender: string): Taken
  /** Handles nothing more until it is let go. */
  block(): void
}

/** Takes numbered messages and knows of each sender whether its numbers came in order. */
export const Sink = defineActor('Sink', (_ctx: ActorContext<SinkProtocol>, gate?: ActorRef<GateProtocol>) => {
  const senders = new Map<string, { count: number; fault: string | undefined }>()
  const take = (sender: string, number: number): number => {
    const known = senders.get(sender) ?? { count: 0, fault: undefined }
    if (number !== known.count) known.fault ??= `${number} came where ${known.count} was due`
    known.count++
    senders.set(sender, known)
    return number
  }
  return {
    take: (sender, number) => void take(sender, number),
    takeAndConfirm: take,
    taken: (sender) => ({ count: 0, fault: undefined, ...senders.get(sender) }),
    block: async () => void (await gate?.with({ timeout: 60_000 }).ask('pass')),
  }
})

export type SinkRef = ActorRef<SinkProtocol>

export interface ProducerProtocol {
  /** Sends numbered messages, now and then one that is asked or that is large; answers what the sink has taken. */
  produce(sink: SinkRef, sender: string, count: number, variety: boolean): Taken
  /** Sends numbered messages and waits whenever `tell` says so; answers what the sink has taken, and the waits. */
  flood(sink: SinkRef, sender: string, count: number): Taken & { readonly waits: number }
  /** Sends until `tell` returns `false`; answers after how many. */
  fill(sink: SinkRef): number
  /** Waits until more can be sent; answers what the sink has taken by then of what was filled in. */
  awaitReady(sink: SinkRef): Taken
}

export const Producer = defineActor('Producer', (_ctx: ActorContext<ProducerProtocol>) => ({
  async produce(sink, sender, count, variety) {
    for (let i = 0; i < count; i++) {
      if (variety && i % 500 === 250) await sink.ask('takeAndConfirm', sender, i)
      else if (variety && i % 1000 === 750) sink.tell('take', sender, i, new ArrayBuffer(100_000))
      else sink.tell('take', sender, i)
    }
    return sink.ask('taken', sender)
  },
  async flood(sink, sender, count) {
    let waits = 0
    for (let i = 0; i < count; i++) {
      if (sink.tell('take', sender, i)) continue
      waits++
      await sink.ready()
    }
    return { waits, ...(await sink.ask('taken', sender)) }
  },
  fill(sink) {
    let sent = 1
    while (sink.tell('take', 'filler', sent - 1)) sent++
    return sent
  },
  async awaitReady(sink) {
    await sink.ready()
    return sink.ask('taken', 'filler')
  },
}))
