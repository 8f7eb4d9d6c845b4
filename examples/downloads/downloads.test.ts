import { describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { claimsOf, download } from './main.ts'
import { FILE_BYTES, startServer } from './server.ts'

describe.each(placements)('downloads, %s', (placement) => {
  test('overlap, and one that breaks off is started anew while the others go on', async () => {
    await using server = await startServer()
    const files = [
      { name: 'broken', ms: 0, breaks: 2 },
      { name: 'whole', ms: 0, breaks: 0 },
    ]
    const { done, attempts } = await download(server, files, { on: placement }, 'at once')
    expect(done.toSorted()).toEqual([
      ['broken', FILE_BYTES],
      ['whole', FILE_BYTES],
    ])
    expect(attempts.map(([file]) => file).toSorted()).toEqual(['broken', 'broken', 'broken', 'whole'])
  })
})

test('one after the other they are done in their order', async () => {
  await using server = await startServer()
  const files = [
    { name: 'slow', ms: 0, breaks: 0 },
    { name: 'fast', ms: 0, breaks: 0 },
  ]
  const { done } = await download(server, files, { on: 'here' }, 'in sequence')
  expect(done.map(([file]) => file)).toEqual(['slow', 'fast'])
})

test('one that breaks off more often than its supervisor allows is reported', async () => {
  await using server = await startServer()
  const files = [{ name: 'hopeless', ms: 0, breaks: 100 }]
  await expect(download(server, files, { on: 'here' }, 'at once')).rejects.toThrow(/terminated/)
})

describe('two files, of 2000 and 1000 ms', () => {
  const totals = {
    longest_ms: 2000,
    sum_ms: 3000,
    sequence_ms: 3100,
    threads_ms: 2100,
    processes_ms: 2400,
    bytes: 1,
    retried: { file: 'news', attempts: 3, ms: 1 },
    where: [],
  }
  const all = {
    in_sequence_the_sum: true,
    threads_near_the_longest: true,
    processes_near_the_longest: true,
    started_anew: true,
  }

  test.each([
    [{}, {}],
    [{ sequence_ms: 2900 }, { in_sequence_the_sum: false }],
    [{ threads_ms: 2500 }, { threads_near_the_longest: false }],
    [{ processes_ms: 3000 }, { processes_near_the_longest: false }],
    [{ retried: { file: 'news', attempts: 2, ms: 1 } }, { started_anew: false }],
  ])('take the longest at once, and the sum one after the other: %j', (found, claims) => {
    expect(claimsOf({ ...totals, ...found })).toEqual({ ...all, ...claims })
  })
})
