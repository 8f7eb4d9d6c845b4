import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import type { Pingable } from './echo.ts'

/** Who is told what a contestant has handled. */
export interface CountingProtocol {
  counted(round: number, number: number): void
}

export interface ContestantProtocol extends Pingable {
  crash(): void
  finish(): void
  /** Answers a little later. */
  dawdle(): void
  count(racer: ActorRef<CountingProtocol>, round: number, number: number): void
}

/** Lives, waits and ends as a race wants it to. */
export const Contestant = defineActor('Contestant', (ctx: ActorContext<ContestantProtocol>) => ({
  ping: () => {},
  crash() {
    throw new Error('crashed')
  },
  finish: () => ctx.stop(),
  async dawdle() {
    for (let i = 0; i < 3; i++) await Promise.resolve()
  },
  count: (racer, round, number) => void racer.tell('counted', round, number),
}))

export type ContestantRef = ActorRef<ContestantProtocol>
