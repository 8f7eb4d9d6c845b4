import type { Group } from '../harness/group.ts'
import { armOf, countTo, sumTo } from './arm-of.ts'

/** What a whole program sees. */
export const programGroups: readonly Group[] = [
  {
    id: 'flood',
    title: 'Ten million messages to a slow consumer on another thread',
    figure: 'over',
    unit: 'MB over idle',
    better: 'less',
    size: { smoke: 5000, full: 10_000_000 },
    expected: sumTo,
    arms: [armOf('troupe', 'troupe-flood', 'flood')],
    rounds: 1,
  },
  {
    id: 'parallel-sum',
    title: 'The sum of 100 million numbers',
    figure: 'ms',
    unit: 'ms',
    better: 'less',
    size: { smoke: 100_000, full: 100_000_000 },
    expected: sumTo,
    arms: [
      armOf('troupe', 'troupe-sum', 'inParallel'),
      armOf('one thread', 'troupe-sum', 'alone'),
      armOf('python', 'python', 'sumInParts'),
    ],
    rounds: 5,
  },
  {
    id: 'load',
    title: 'Import in a fresh process',
    figure: 'load',
    unit: 'ms',
    better: 'less',
    size: { smoke: 1, full: 1 },
    expected: countTo,
    arms: [
      armOf('troupe', 'load', 'troupe'),
      armOf('nact', 'load', 'nact'),
      armOf('an empty module', 'load', 'emptyModule'),
    ],
    rounds: 15,
  },
]
