import type { Group } from '../harness/group.ts'
import { armOf, countTo } from './arm-of.ts'

const LARGE_HEAP = '--max-old-space-size=8192'

/** The lives of actors: what they cost, and how many there may be. */
export const lifeGroups: readonly Group[] = [
  {
    id: 'spawn',
    title: 'Spawn and stop, each end confirmed',
    figure: 'rate',
    unit: 'k/s',
    better: 'more',
    size: { smoke: 100, full: 5000 },
    expected: countTo,
    twice: 'troupe',
    arms: [
      armOf('troupe', 'troupe-lives', 'spawnStop'),
      armOf('nact', 'nact', 'spawnStop'),
      armOf('erlang', 'erlang', 'spawnStop'),
      armOf('erlang, one scheduler', 'erlang', 'spawnStopOnOne'),
    ],
  },
  {
    id: 'idle-memory',
    title: 'Memory of an idle actor',
    figure: 'bytes',
    unit: 'B',
    better: 'less',
    size: { smoke: 1000, full: 500_000 },
    expected: (size) => countTo(size * 2),
    arms: [
      armOf('troupe', 'troupe-lives', 'idleMemory', LARGE_HEAP),
      armOf('erlang', 'erlang', 'idleMemory'),
    ],
    rounds: 3,
  },
  {
    id: 'skynet',
    title: 'Skynet: a tree of a million actors',
    figure: 'ms',
    unit: 'ms',
    better: 'less',
    size: { smoke: 1000, full: 1_000_000 },
    expected: (size) => ({ completed: size, checksum: (size * (size - 1)) / 2 }),
    arms: [
      armOf('troupe', 'troupe-skynet', 'skynet', LARGE_HEAP),
      armOf('troupe, grown in setups', 'troupe-skynet', 'skynetInSetups', LARGE_HEAP),
      armOf('plain objects', 'plain-tree', 'plainTree', LARGE_HEAP),
      armOf('erlang', 'erlang', 'skynet'),
      armOf('erlang, one scheduler', 'erlang', 'skynetOnOne'),
    ],
    rounds: 5,
  },
]
