import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

/** Is watched. */
export const Mortal = defineActor('Mortal', (_ctx: ActorContext<{ live(): void }>) => ({ live() {} }))

export type MortalRef = ActorRef<{ live(): void }>
