import { type ActorContext, defineActor } from '@troupe/core'

export interface CounterProtocol {
  increment(by: number): void
  read(): number
}

export const Counter = defineActor('Counter', (_ctx: ActorContext<CounterProtocol>, start: number) => {
  let count = start
  return {
    increment(by) {
      count += by
    },
    read: () => count,
  }
})
