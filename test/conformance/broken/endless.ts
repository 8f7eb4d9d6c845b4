import { defineActor } from '@troupe/core'

export const Fine = defineActor('Fine', () => ({}))

await new Promise(() => setInterval(() => {}, 1000))
