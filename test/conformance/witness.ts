import type { ActorRef, ActorSystem } from '@troupe/core'
import type { Pingable } from './actors/echo.ts'
import { Journal, Watcher } from './actors.ts'

/**
 * Watches `ref` from a node, after all others there that are to be told of its end. What this answers with resolves when
 * they have been told: whatever they are sent from now on, they handle after that.
 */
export async function witness(
  system: ActorSystem,
  ref: ActorRef<Pingable>,
  on: string,
): Promise<() => Promise<void>> {
  const journal = system.spawn(Journal)
  const watcher = system.spawn(Watcher, [journal], { on })
  await watcher.ask('watch', ref, 'it')
  return async () => void (await journal.ask('until', 1))
}
