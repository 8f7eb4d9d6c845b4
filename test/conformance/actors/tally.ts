import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface TallyProtocol {
  one(): void
  total(): number
}

/** Counts what others report. */
export const Tally = defineActor('Tally', (_ctx: ActorContext<TallyProtocol>) => {
  let total = 0
  return {
    one() {
      total++
    },
    total: () => total,
  }
})

export interface CountedProtocol {
  ping(): void
  count(): void
}

/** Reports each message that it handles. */
export const Counted = defineActor(
  'Counted',
  (_ctx: ActorContext<CountedProtocol>, tally: ActorRef<TallyProtocol>) => ({
    ping: () => {},
    count: () => void tally.tell('one'),
  }),
)
