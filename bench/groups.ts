import { tellNumber } from './groups/tell.ts'
import type { Group } from './harness/group.ts'

/** All that is measured, in the order in which it is printed. */
export const groups: readonly Group[] = [tellNumber]
