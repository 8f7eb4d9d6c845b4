import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

/** A message of five fields, as the throughput between nodes is measured with. */
export interface Order {
  readonly id: number
  readonly name: string
  readonly price: number
  readonly paid: boolean
  readonly amount: number
}

/** What has arrived: how many, and their sum. */
export interface Tally {
  readonly count: number
  readonly sum: number
}

export interface CounterProtocol {
  add(by: number): void
  addPair(pair: { readonly left: number; readonly right: number }): void
  addOrder(order: Order): void
  addBytes(bytes: Uint8Array): void
  echo(value: number): number
  /** Answers with what has arrived since the last time. */
  take(): Tally
}

/** Adds up what it is sent, so that every message counts in a sum that is checked. */
export const Counter = defineActor('Counter', (_ctx: ActorContext<CounterProtocol>) => {
  let count = 0
  let sum = 0
  return {
    add(by) {
      count++
      sum += by
    },
    addPair(pair) {
      count++
      sum += pair.right
    },
    addOrder(order) {
      count++
      sum += order.id
    },
    addBytes(bytes) {
      count++
      sum += bytes[0] ?? 1
    },
    echo: (value) => value,
    take() {
      const tally = { count, sum }
      count = 0
      sum = 0
      return tally
    },
  }
})

export interface PlayerProtocol {
  ball(left: number): void
  play(other: ActorRef<Pick<PlayerProtocol, 'ball'>>, hits: number): Promise<void>
  partner(other: ActorRef<Pick<PlayerProtocol, 'ball'>>): void
  /** How often it has hit since the last time. */
  take(): number
}

/** Hits a ball back and forth; `play` is answered when it has been hit so many times, an even number. */
export const Player = defineActor(
  'Player',
  (ctx: ActorContext<PlayerProtocol>) => {
    let other: ActorRef<Pick<PlayerProtocol, 'ball'>> = ctx.self
    let done: () => void = () => {}
    let hits = 0
    return {
      partner(ref) {
        other = ref
      },
      play(ref, balls) {
        other = ref
        other.tell('ball', balls - 1)
        return new Promise<void>((resolve) => {
          done = resolve
        })
      },
      ball(left) {
        hits++
        if (left > 0) other.tell('ball', left - 1)
        else done()
      },
      take() {
        const taken = hits
        hits = 0
        return taken
      },
    }
  },
  { interleave: ['ball'] },
)
