import { defineActor } from '@troupe/core'

export const Fine = defineActor('Fine', () => ({}))

throw new Error('the database is not there')
