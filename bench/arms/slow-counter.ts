import { type ActorContext, defineActor } from '@troupe/core'
import type { Tally } from './troupe-actors.ts'

/** How often the consumer turns round for each message: about a microsecond, slower than messages can be sent. */
const TURNS = 600

export interface SlowCounterProtocol {
  add(by: number): void
  take(): Tally
}

/** Adds up what it is sent, slowly. */
export const SlowCounter = defineActor('SlowCounter', (_ctx: ActorContext<SlowCounterProtocol>) => {
  let count = 0
  let sum = 0
  let spent = 0
  return {
    add(by) {
      for (let i = 0; i < TURNS; i++) spent = (spent + i * by) % 1009
      count++
      sum += by
    },
    take() {
      // The turns must come to something, or the compiler leaves them out.
      const tally = { count, sum: spent < 0 ? spent : sum }
      count = 0
      sum = 0
      return tally
    },
  }
})
