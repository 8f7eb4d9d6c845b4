import type { Group } from '../harness/group.ts'
import { armOf, sumTo } from './arm-of.ts'

/** Answers within one thread. */
export const askGroups: readonly Group[] = [
  {
    id: 'ask',
    title: 'Ask within a thread, one after the other',
    figure: 'p50',
    unit: 'µs',
    better: 'less',
    size: { smoke: 100, full: 10_000 },
    expected: sumTo,
    twice: 'troupe',
    arms: [
      armOf('troupe', 'troupe-ask', 'ask'),
      armOf('nact', 'nact', 'ask'),
      armOf('deferred await', 'latency', 'deferred'),
    ],
  },
  {
    id: 'ask-many',
    title: 'Ask within a thread, a hundred at a time',
    figure: 'rate',
    unit: 'k/s',
    better: 'more',
    size: { smoke: 100, full: 20_000 },
    expected: sumTo,
    twice: 'troupe',
    arms: [armOf('troupe', 'troupe-ask', 'askMany'), armOf('nact', 'nact', 'askMany')],
  },
]
