import { expect, test } from 'vitest'
import { type ChannelOrder, explore, type Program, type StateView } from '../../src/index.ts'
import { forum, latePost } from './models/real-actors.ts'

/** All that the reader may have read at the end. */
async function readings(program: Program, channels: ChannelOrder): Promise<readonly string[]> {
  const read = new Set<string>()
  const note = (state: StateView): boolean => read.add(state.stateOf<string>('reader') ?? '').size > 0
  const report = await explore(program, { channels, finally: { note } })
  expect(report.exhaustive).toBe(true)
  return [...read].sort()
}

test('in fifo channels an answer may come before the question that led to it', async () => {
  expect(await readings(latePost, 'fifo')).toEqual(['answer,question', 'question,answer'])
})

test('in causal channels it may not', async () => {
  expect(await readings(latePost, 'causal')).toEqual(['question,answer'])
})

test('what one sender has sent is read in order where channels are fifo', async () => {
  expect(await readings(forum, 'fifo')).toEqual([
    'answer,question,thanks',
    'question,answer,thanks',
    'question,thanks,answer',
  ])
})

test('and in any order where they are unordered', async () => {
  expect(await readings(forum, 'unordered')).toHaveLength(6)
})
