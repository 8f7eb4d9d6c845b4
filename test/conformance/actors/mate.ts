import { type ActorContext, type ActorRef, type AnyActorRef, defineActor } from '@troupe/core'
import type { Pingable } from './echo.ts'
import type { JournalRef } from './journal.ts'

export interface MateProtocol extends Pingable {
  /** Links with another, and answers when that one's node knows of it. */
  link(ref: ActorRef<Pingable>): void
  unlink(ref: AnyActorRef): void
  /** Links with another, and ends in the same turn: by itself, or with an error. */
  linkAndEnd(ref: AnyActorRef, how: 'stop' | 'fail'): void
  crash(message: string): void
  finish(): void
  /** Tells the journal that it does, and never ends. */
  hang(journal: JournalRef): void
  /** How often it has been asked, in this life. */
  count(): number
}

export type MateRef = ActorRef<MateProtocol>

/** Falls with others. */
export const Mate = defineActor(
  'Mate',
  (ctx: ActorContext<MateProtocol>) => {
    let count = 0
    return {
      async link(ref) {
        ctx.link(ref)
        await ref.ask('ping').catch(() => {})
      },
      unlink: (ref) => ctx.unlink(ref),
      linkAndEnd(ref, how) {
        ctx.link(ref)
        if (how === 'fail') throw new Error('at once')
        ctx.stop()
      },
      crash(message) {
        throw new Error(message)
      },
      finish: () => ctx.stop(),
      hang(journal) {
        journal.tell('note', 'hangs')
        return new Promise<void>(() => {})
      },
      ping: () => {},
      count: () => ++count,
    }
  },
  // Two that link each other at the same time wait for each other's answer.
  { interleave: ['ping'] },
)
