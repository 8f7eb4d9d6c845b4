import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

/** Collects what actors on all nodes have to say, in the order it arrives. */
export interface JournalProtocol {
  note(entry: string): void
  /** Answers with the entries as soon as there are so many. */
  until(count: number): readonly string[]
  all(): readonly string[]
}

export const Journal = defineActor(
  'Journal',
  (_ctx: ActorContext<JournalProtocol>) => {
    const entries: string[] = []
    let waiting: { readonly count: number; resolve(entries: readonly string[]): void }[] = []
    return {
      note(entry) {
        entries.push(entry)
        const due = waiting.filter(({ count }) => entries.length >= count)
        waiting = waiting.filter(({ count }) => entries.length < count)
        for (const { resolve } of due) resolve([...entries])
      },
      until(count) {
        if (entries.length >= count) return [...entries]
        return new Promise<readonly string[]>((resolve) => waiting.push({ count, resolve }))
      },
      all: () => [...entries],
    }
  },
  { interleave: ['until'] },
)

export type JournalRef = ActorRef<JournalProtocol>
