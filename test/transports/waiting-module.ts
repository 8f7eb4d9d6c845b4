import { defineActor } from '@troupe/core'

export const Never = defineActor('Never', () => ({}))

setInterval(() => {}, 60_000)
await new Promise<never>(() => {})
