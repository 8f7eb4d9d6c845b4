import { type ActorContext, type ActorRef, type ActorSystem, defineActor } from '@troupe/core'

export interface CounterProtocol {
  get(client: ActorRef<ClientProtocol>): void
  set(value: number): void
}

export interface ClientProtocol {
  value(value: number): void
}

/** A number that can be read and written, which is not the same as being incremented. */
export const SplitCounter = defineActor('SplitCounter', (_ctx: ActorContext<CounterProtocol>) => {
  let value = 0
  return {
    get: (client) => void client.tell('value', value),
    set(next) {
      value = next
    },
    [Symbol.for('troupe.state')]: () => value,
  }
})

/** Reads a counter and writes what is one more. */
export const Incrementer = defineActor(
  'Incrementer',
  (ctx: ActorContext<ClientProtocol>, counter: ActorRef<CounterProtocol>) => {
    let seen: number | undefined
    counter.tell('get', ctx.self)
    return {
      value(value) {
        seen = value
        counter.tell('set', value + 1)
      },
      [Symbol.for('troupe.state')]: () => seen,
    }
  },
)

/** Clients that increment the counter `c` once each; they are `i1`, `i2` and so on. */
export function lostUpdate(clients: number) {
  return (system: ActorSystem): void => {
    const counter = system.spawn(SplitCounter, [], { name: 'c' })
    for (let i = 1; i <= clients; i++) system.spawn(Incrementer, [counter], { name: `i${i}` })
  }
}
