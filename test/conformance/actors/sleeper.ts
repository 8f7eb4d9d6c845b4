import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import type { GateProtocol } from './gate.ts'
import type { JournalProtocol } from './journal.ts'

export interface SleeperProtocol {
  /** Notes the words when nothing has come for so many milliseconds. */
  wakeAfter(wait: number, words: string): void
  idle(words: string): void
  /** Stays in a handler until the gate opens. */
  hold(gate: ActorRef<GateProtocol>): void
  work(): void
  hurry(): void
}

/** Notes what it handles; it is to hurry before it works. */
export const Sleeper = defineActor(
  'Sleeper',
  (ctx: ActorContext<SleeperProtocol>, journal: ActorRef<JournalProtocol>) => ({
    wakeAfter: (wait, words) => ctx.receiveTimeout(wait, 'idle', words),
    idle(words) {
      journal.tell('note', words)
      ctx.cancelReceiveTimeout()
    },
    hold: async (gate) => void (await gate.with({ timeout: 60_000 }).ask('pass')),
    work: () => void journal.tell('note', 'work'),
    hurry: () => void journal.tell('note', 'hurry'),
  }),
  { quiet: ['hold'], priority: { hurry: 'high' } },
)
