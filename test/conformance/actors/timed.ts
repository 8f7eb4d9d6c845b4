import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import { clock } from '../environment.ts'
import type { JournalProtocol } from './journal.ts'

export interface TimedProtocol {
  every(interval: number): void
  cancel(): void
  /** Answers with how many ticks have come. */
  ticks(): number
  tick(life: number): void
  /** Fails after the time that it takes a tick to come. */
  failLate(): void
}

/** Says of each tick which life has set its timer, and in which it is handled. */
export const Timed = defineActor(
  'Timed',
  ({ timers, random }: ActorContext<TimedProtocol>, journal: ActorRef<JournalProtocol>) => {
    const life = random.next()
    let ticks = 0
    return {
      every: (interval) => timers.every('tick', interval, 'tick', life),
      cancel: () => timers.cancel('tick'),
      ticks: () => ticks,
      tick(setIn) {
        ticks++
        journal.tell('note', setIn === life ? 'own tick' : 'tick of another life')
      },
      async failLate() {
        timers.after('once', 1, 'tick', life)
        timers.every('tick', 1, 'tick', life)
        await clock.pass(20)
        throw new Error('late')
      },
    }
  },
)
