import { type ActorContext, createSystem, defineActor } from '@troupe/core'
import { workers } from '@troupe/transport-worker'

export const Lonely = defineActor('Lonely', (_ctx: ActorContext<object>) => ({}))

// What a program does that has its definitions beside its beginning.
const system = await createSystem({ nodes: { more: workers(import.meta.url, { count: 1 }) } })
await system.shutdown()
