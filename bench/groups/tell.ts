import type { Group } from '../harness/group.ts'

const from = (name: string): URL => new URL(`../arms/${name}.ts`, import.meta.url)

/** Counting: a burst of messages to one actor, and then its sum. */
export const tellNumber: Group = {
  id: 'tell-number',
  title: 'Tell within a thread, a number',
  figure: 'rate',
  unit: 'k/s',
  better: 'more',
  size: { smoke: 1000, full: 100_000 },
  expected: (size) => ({ completed: size, checksum: (size * (size + 1)) / 2 }),
  arms: [
    { name: 'troupe', module: from('troupe-tell'), export: 'tellNumber' },
    { name: 'queue', module: from('queue-tell'), export: 'tellNumber' },
  ],
  twice: 'troupe',
}
