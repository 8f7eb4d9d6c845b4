import { type ActorContext, defineActor } from '@troupe/core'

/** What nodes spawn. */
export { Room } from './room.ts'

/** Ends the thread or process that it lives in. */
export const Saboteur = defineActor('Saboteur', (_ctx: ActorContext<{ strike(): void }>) => ({
  strike: () => process.exit(1),
}))
