import { defineActor } from '@troupe/core'

export const One = defineActor('Twin', () => ({}))
export const Other = defineActor('Twin', () => ({}))
