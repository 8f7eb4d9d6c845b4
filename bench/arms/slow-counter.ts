import { type ActorContext, defineActor } from '@troupe/core'
import type { Tally } from './troupe-actors.ts'

/** How often the consumer turns round in about a microsecond. */
const TURNS = 600

export interface SlowCounterProtocol {
  add(by: number): void
  take(): Tally
}

/** Adds up what it is sent, slowly: each message takes it about so many microseconds. */
export const SlowCounter = defineActor(
  'SlowCounter',
  (_ctx: ActorContext<SlowCounterProtocol>, us: number) => {
    const turns = TURNS * us
    let count = 0
    let sum = 0
    let spent = 0
    return {
      add(by) {
        for (let i = 0; i < turns; i++) spent = (spent * 31 + i) & 0xffff
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
  },
)
