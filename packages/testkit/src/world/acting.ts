import { AsyncLocalStorage } from 'node:async_hooks'
import type { Turn } from '@troupe/core'

// One for all worlds: each actor belongs to one, and each storage costs every promise of the process something.
const storage = new AsyncLocalStorage<Turn | undefined>()

/** Who acts, however long ago its turn was: what it has begun goes on behind an `await` in its name. */
export const acting = {
  get now(): Turn | undefined {
    return storage.getStore()
  },
  /** From here on `turn` acts. */
  enter(turn: Turn | undefined): void {
    storage.enterWith(turn)
  },
  /** Lets `turn` act while `task` runs, and in all that it leads to. */
  during(turn: Turn, task: () => void): void {
    storage.run(turn, task)
  },
}
