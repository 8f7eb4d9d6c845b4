import { askGroups } from './groups/ask.ts'
import { nodeGroups } from './groups/between-nodes.ts'
import { lifeGroups } from './groups/lives.ts'
import { memoryGroups } from './groups/memory.ts'
import { savinaGroups } from './groups/savina.ts'
import { scalingGroups } from './groups/scaling.ts'
import { tellGroups } from './groups/tell.ts'
import { programGroups } from './groups/whole-programs.ts'
import type { Group } from './harness/group.ts'

/** All that is measured, in the order in which it is printed. */
export const groups: readonly Group[] = [
  ...tellGroups,
  ...askGroups,
  ...nodeGroups,
  ...lifeGroups,
  ...memoryGroups,
  ...programGroups,
  ...scalingGroups,
  ...savinaGroups,
]
