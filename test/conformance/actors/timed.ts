import { setTimeout as wait } from 'node:timers/promises'
import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import type { JournalProtocol } from './journal.ts'

export interface TimedProtocol {
  every(interval: number): void
  cancel(): void
  /** Answers with how many ticks have come. */
  ticks(): number
  /** The same, after so many milliseconds in which ticks could have come. */
  ticksAfter(delay: number): number
  tick(life: number): void
  /** Fails after the time that it takes a tick to come. */
  failLate(): void
}

/** Says of each tick which life has set its timer, and in which it is handled. */
export const Timed = defineActor(
  'Timed',
  ({ timers }: ActorContext<TimedProtocol>, journal: ActorRef<JournalProtocol>) => {
    const life = performance.now()
    let ticks = 0
    return {
      every: (interval) => timers.every('tick', interval, 'tick', life),
      cancel: () => timers.cancel('tick'),
      ticks: () => ticks,
      ticksAfter: async (delay) => {
        await wait(delay)
        return ticks
      },
      tick(setIn) {
        ticks++
        journal.tell('note', setIn === life ? 'own tick' : 'tick of another life')
      },
      async failLate() {
        timers.after('once', 1, 'tick', life)
        timers.every('tick', 1, 'tick', life)
        await wait(20)
        throw new Error('late')
      },
    }
  },
  { interleave: ['ticksAfter'] },
)
