import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

/** A message of five fields, as the throughput between nodes is measured with. */
export interface Order {
  readonly id: number
  readonly name: string
  readonly price: number
  readonly paid: boolean
  readonly amount: number
}

export interface SinkProtocol {
  add(by: number): void
  order(order: Order): void
  pair(pair: { readonly left: number; readonly right: number }): void
  total(): number
}

/** Adds up what it is sent, so that every message counts in a sum that is checked. */
export const Sink = defineActor('Sink', (_ctx: ActorContext<SinkProtocol>) => {
  let total = 0
  return {
    add(by) {
      total += by
    },
    order(order) {
      total += order.amount
    },
    pair(pair) {
      total += pair.left
    },
    total: () => total,
  }
})

export interface PlayerProtocol {
  ball(left: number): void
  play(other: ActorRef<Pick<PlayerProtocol, 'ball'>>, hits: number): Promise<void>
  partner(other: ActorRef<Pick<PlayerProtocol, 'ball'>>): void
}

/** Hits a ball back and forth; `play` is answered when it has been hit so many times. */
export const Player = defineActor(
  'Player',
  (ctx: ActorContext<PlayerProtocol>) => {
    let other: ActorRef<Pick<PlayerProtocol, 'ball'>> = ctx.self
    let done: () => void = () => {}
    return {
      partner(ref) {
        other = ref
      },
      play(ref, hits) {
        other = ref
        other.tell('ball', hits)
        return new Promise<void>((resolve) => {
          done = resolve
        })
      },
      ball(left) {
        if (left <= 0) done()
        if (left >= 0) other.tell('ball', left - 1)
      },
    }
  },
  { interleave: ['ball'] },
)
