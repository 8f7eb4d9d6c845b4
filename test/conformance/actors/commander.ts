import { type ActorContext, defineActor } from '@troupe/core'
import { Speaker } from './watcher.ts'

/** What came of six words, with the order to stop between the third and the fourth. */
export interface Round {
  readonly handled: readonly number[]
  readonly downs: readonly string[]
}

export interface CommanderProtocol {
  /** Begins so many rounds, each with a speaker of its own. */
  command(rounds: number, on: string): void
  handled(round: number, number: number): void
  /** Answers when each round has seen the end of its speaker. */
  rounds(): readonly Round[]
}

/** Sends words, the order to stop, and more words to children that it watches: case 1 of the semantics. */
export const Commander = defineActor(
  'Commander',
  (ctx: ActorContext<CommanderProtocol>) => {
    const rounds: { readonly handled: number[]; readonly downs: string[] }[] = []
    const byPath = new Map<string, number>()
    let left = 0
    let finish: () => void = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    ctx.on('down', ({ ref, reason }) => {
      rounds[byPath.get(ref.path) ?? -1]?.downs.push(reason)
      if (--left === 0) finish()
    })
    return {
      command(count, on) {
        left = count
        for (let round = 0; round < count; round++) {
          const speaker = ctx.spawn(Speaker, [], { on })
          rounds.push({ handled: [], downs: [] })
          byPath.set(speaker.path, round)
          ctx.watch(speaker)
          for (let word = 1; word <= 3; word++) speaker.tell('word', ctx.self, round, word)
          ctx.stop(speaker)
          for (let word = 4; word <= 6; word++) speaker.tell('word', ctx.self, round, word)
        }
      },
      handled: (round, number) => void rounds[round]?.handled.push(number),
      rounds: () => finished.then(() => rounds),
    }
  },
  { interleave: ['rounds'] },
)
