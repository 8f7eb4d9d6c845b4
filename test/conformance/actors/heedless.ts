import { type ActorContext, type ActorDefinition, type AnyActorRef, defineActor } from '@troupe/core'
import { Echo } from './echo.ts'
import type { JournalRef } from './journal.ts'

/** Does in its listeners what they are not for. */
export interface HeedlessProtocol {
  /** From now on its listeners for that signal promise what comes to nothing. */
  promiseIn(signal: 'down' | 'restart' | 'stopping' | 'stopped'): void
  /** From now on it tries to spawn a child when a life of it ends, and notes what comes of that. */
  spawnAtRestart(): void
  watch(ref: AnyActorRef): void
  /** Spawns one like itself, which crashes, and promises what is to become of it, in vain. */
  decideLater(): void
  crash(): void
  children(): number
}

export const Heedless: ActorDefinition<HeedlessProtocol, [journal: JournalRef]> = defineActor(
  'Heedless',
  (ctx: ActorContext<HeedlessProtocol>, journal: JournalRef) => {
    journal.tell('note', 'begins')
    return {
      promiseIn(signal) {
        ctx.on(signal, async () => {
          await Promise.resolve()
          throw new Error('in vain')
        })
      },
      spawnAtRestart() {
        ctx.on('restart', () => {
          try {
            journal.tell('note', `spawned ${ctx.spawn(Echo).path}`)
          } catch (error) {
            journal.tell('note', String(error instanceof Error && 'code' in error ? error.code : error))
          }
        })
      },
      watch: (ref) => void ctx.watch(ref),
      decideLater() {
        const decide = () => Promise.reject(new Error('undecided'))
        // @ts-expect-error: the compiler sees it too
        ctx.spawn(Heedless, [journal], { decide }).tell('crash')
      },
      crash() {
        throw new Error('oops')
      },
      children: () => ctx.children.length,
    }
  },
)
