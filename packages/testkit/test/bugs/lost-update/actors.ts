import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface CounterProtocol {
  get(client: ActorRef<ClientProtocol>): void
  set(value: number): void
  /** Sets the value if it still is what the client has seen. */
  swap(seen: number, value: number, client: ActorRef<ClientProtocol>): void
}

export interface ClientProtocol {
  value(value: number): void
  swapped(): void
}

export const Counter = defineActor('Counter', (_ctx: ActorContext<CounterProtocol>) => {
  let value = 0
  return {
    get: (client) => void client.tell('value', value),
    set(next) {
      value = next
    },
    swap(seen, next, client) {
      if (value !== seen) {
        client.tell('value', value)
        return
      }
      value = next
      client.tell('swapped')
    },
    [Symbol.for('troupe.state')]: () => value,
  }
})

/** Adds one to a counter that it first has to read. */
export const Incrementer = defineActor(
  'Incrementer',
  (ctx: ActorContext<ClientProtocol>, counter: ActorRef<CounterProtocol>, mended: boolean) => {
    counter.tell('get', ctx.self)
    return {
      value(value) {
        if (mended) counter.tell('swap', value, value + 1, ctx.self)
        else counter.tell('set', value + 1)
      },
      swapped() {},
    }
  },
)
