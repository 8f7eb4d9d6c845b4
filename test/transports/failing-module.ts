import { defineActor } from '@troupe/core'

export const Never = defineActor('Never', () => ({}))

throw new TypeError('no database')
