import type { Group } from '../harness/group.ts'
import { armOf, countTo, sumTo } from './arm-of.ts'

const LARGE_HEAP = '--max-old-space-size=8192'
const throughput = { figure: 'rate', unit: 'k/s', better: 'more' } as const

/** How cost grows. What is varied is the number in an arm's name: it stands behind the comma. */
export const scalingGroups: readonly Group[] = [
  {
    ...throughput,
    id: 'scaling-actors',
    title: 'Tell to all living actors in turn, by number of actors',
    size: { smoke: 1000, full: 1_000_000 },
    expected: sumTo,
    arms: [
      armOf('troupe, 100 actors', 'troupe-crowd', 'hundred', LARGE_HEAP),
      armOf('troupe, 1000 actors', 'troupe-crowd', 'thousand', LARGE_HEAP),
      armOf('troupe, 10000 actors', 'troupe-crowd', 'tenThousand', LARGE_HEAP),
      armOf('troupe, 100000 actors', 'troupe-crowd', 'hundredThousand', LARGE_HEAP),
      armOf('troupe, 1000000 actors', 'troupe-crowd', 'million', LARGE_HEAP),
      armOf('by hand, 100 actors', 'crowd-by-hand', 'hundred', LARGE_HEAP),
      armOf('by hand, 1000000 actors', 'crowd-by-hand', 'million', LARGE_HEAP),
      armOf('by hand and 384 B larger, 100 actors', 'crowd-by-hand', 'hundredLarger', LARGE_HEAP),
      armOf('by hand and 384 B larger, 1000000 actors', 'crowd-by-hand', 'millionLarger', LARGE_HEAP),
    ],
    rounds: 7,
  },
  {
    ...throughput,
    id: 'scaling-threads',
    title: 'Messages that cost 10 µs each, by number of threads',
    size: { smoke: 400, full: 20_000 },
    expected: sumTo,
    arms: [1, 2, 3, 4].map((threads) =>
      armOf(`troupe, ${threads} threads`, 'troupe-threads', `threads${threads}`),
    ),
    rounds: 7,
  },
  {
    ...throughput,
    id: 'scaling-size',
    title: 'Tell to another thread, by bytes in a message',
    size: { smoke: 20, full: 2000 },
    expected: countTo,
    arms: ['troupe', 'postMessage'].flatMap((who) =>
      [0, 1, 100, 1000, 10_000, 100_000, 1_000_000].map((bytes) =>
        armOf(`${who}, ${bytes} B`, `${who === 'troupe' ? 'troupe' : 'post-message'}-sizes`, `bytes${bytes}`),
      ),
    ),
    rounds: 3,
  },
  {
    ...throughput,
    id: 'scaling-window',
    title: 'Ask another thread, by asks under way',
    size: { smoke: 100, full: 10_000 },
    expected: sumTo,
    arms: ['troupe', 'postMessage'].flatMap((who) =>
      [1, 10, 100, 1000, 10_000].map((window) =>
        armOf(
          `${who}, ${window} asks`,
          `${who === 'troupe' ? 'troupe' : 'post-message'}-windows`,
          `window${window}`,
        ),
      ),
    ),
    rounds: 5,
  },
]
