import { type ActorContext, type ActorRef, type AnyActorRef, defineActor } from '@troupe/core'
import type { CommanderProtocol } from './commander.ts'
import type { Pingable } from './echo.ts'
import type { JournalRef } from './journal.ts'

export interface WatcherProtocol {
  /** Watches, and answers when the watched actor's node knows of it. */
  watch(ref: ActorRef<Pingable>, label: string): void
  unwatch(ref: AnyActorRef): void
  /** Something that a watched actor says. */
  say(word: string): void
  /** Ends the watch that was begun as the `index`th. */
  unwatchOne(index: number): void
}

/** Notes what it is told, and each `down`, in the order they come. */
export const Watcher = defineActor('Watcher', (ctx: ActorContext<WatcherProtocol>, journal: JournalRef) => {
  const watches: ReturnType<typeof ctx.watch>[] = []
  const labels: { readonly ref: AnyActorRef; readonly label: string }[] = []
  ctx.on('down', ({ ref, reason, error }) => {
    const label = labels.find((each) => each.ref.equals(ref))?.label ?? '?'
    journal.tell('note', `${label} down: ${reason}${error === undefined ? '' : ` (${error.message})`}`)
  })
  return {
    async watch(ref, label) {
      labels.push({ ref, label })
      watches.push(ctx.watch(ref))
      await ref.ask('ping').catch(() => {})
    },
    unwatch: (ref) => ctx.unwatch(ref),
    say: (word) => void journal.tell('note', word),
    unwatchOne(index) {
      const watch = watches[index]
      if (watch !== undefined) ctx.unwatch(watch)
    },
  }
})

export type WatcherRef = ActorRef<WatcherProtocol>

export interface SpeakerProtocol extends Pingable {
  /** Says so many words to a watcher, and ends by itself. */
  speakAndStop(watcher: ActorRef<Pick<WatcherProtocol, 'say'>>, words: number): void
  /** Tells who sent it that it was handled. */
  word(commander: ActorRef<CommanderProtocol>, round: number, number: number): void
}

export const Speaker = defineActor('Speaker', (ctx: ActorContext<SpeakerProtocol>) => ({
  speakAndStop(watcher, words) {
    for (let i = 0; i < words; i++) watcher.tell('say', `word ${i}`)
    ctx.stop()
  },
  ping: () => {},
  word: (commander, round, number) => void commander.tell('handled', round, number),
}))
