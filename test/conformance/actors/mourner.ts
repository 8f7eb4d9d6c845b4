import { type ActorContext, type ActorRef, type AnyActorRef, defineActor, type Watch } from '@troupe/core'
import type { Pingable } from './echo.ts'
import type { JournalRef } from './journal.ts'

export interface MournerProtocol extends Pingable {
  /** Watches, and answers when the watched actor's node knows of it. */
  watch(ref: ActorRef<Pingable>, label: string): void
  /** Tells the journal what it is told, `label` and `number` having been given when the watch began. */
  ended(label: string, number: number): void
  unwatch(ref: AnyActorRef): void
  /** Ends the watch that was begun as the `index`th. */
  unwatchOne(index: number): void
  /** Something that a watched actor says. */
  say(word: string): void
}

export type MournerRef = ActorRef<MournerProtocol>

/** Is told of the end of others by a message of its own, and notes in which order it is told what. */
export const Mourner = defineActor('Mourner', (ctx: ActorContext<MournerProtocol>, journal: JournalRef) => {
  const watches: Watch[] = []
  return {
    async watch(ref, label) {
      watches.push(ctx.watchWith(ref, 'ended', label, watches.length))
      await ref.ask('ping').catch(() => {})
    },
    ended: (label, number) => void journal.tell('note', `${label} ${number} ended`),
    unwatch: (ref) => ctx.unwatch(ref),
    unwatchOne(index) {
      const watch = watches[index]
      if (watch !== undefined) ctx.unwatch(watch)
    },
    ping: () => {},
    say: (word) => void journal.tell('note', word),
  }
})
