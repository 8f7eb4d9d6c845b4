import type { Group } from '../harness/group.ts'
import { armOf, countTo } from './arm-of.ts'

const nodes = [
  armOf('troupe, a thread', 'node-memory', 'threads'),
  armOf('a bare thread', 'node-memory', 'bareThread'),
  armOf('troupe, a process', 'node-memory', 'children'),
  armOf('a bare process', 'node-memory', 'bareProcess'),
]

const ways = [
  armOf('troupe, between two threads', 'node-memory', 'betweenThreads'),
  armOf('troupe, between two processes', 'node-memory', 'betweenProcesses'),
]

const memory = {
  unit: 'kB',
  better: 'less',
  size: { smoke: 1, full: 2 },
  expected: (size: number) => countTo(size * 2),
  rounds: 3,
} as const

/** What a node holds that has nothing to do, and what is held for the way to it. */
export const memoryGroups: readonly Group[] = [
  {
    ...memory,
    id: 'memory-here',
    title: 'Heap and buffers, where a way to one node more begins',
    figure: 'here',
    arms: [...nodes, ...ways],
  },
  { ...memory, id: 'memory-there', title: 'Heap and buffers of an idle node', figure: 'there', arms: nodes },
  {
    ...memory,
    id: 'memory-resident',
    title: 'Resident memory that a node more takes',
    figure: 'resident',
    arms: nodes,
  },
]
