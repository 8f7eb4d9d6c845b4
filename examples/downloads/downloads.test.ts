import { describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { download } from './main.ts'
import { FILE_BYTES, startServer } from './server.ts'

describe.each(placements)('downloads, %s', (placement) => {
  test('overlap, and one that breaks off is started anew while the others go on', async () => {
    await using server = await startServer()
    const files = [
      { name: 'broken', ms: 0, breaks: 2 },
      { name: 'whole', ms: 0, breaks: 0 },
    ]
    const { done, attempts } = await download(server, files, placement, 'at once')
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
  const { done } = await download(server, files, 'here', 'in sequence')
  expect(done.map(([file]) => file)).toEqual(['slow', 'fast'])
})

test('one that breaks off more often than its supervisor allows is reported', async () => {
  await using server = await startServer()
  const files = [{ name: 'hopeless', ms: 0, breaks: 100 }]
  await expect(download(server, files, 'here', 'at once')).rejects.toThrow(/terminated/)
})
