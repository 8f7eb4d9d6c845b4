import { describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import type { Word } from './actors.ts'
import { playPingPong } from './main.ts'

/** What should be heard: by turns, Ping first. */
function turns(count: number): Word[] {
  return Array.from({ length: count }, (_, turn) => (turn % 2 === 0 ? 'Ping' : 'Pong'))
}

describe.each(placements)('two players, %s', (placement) => {
  test.each([0, 1, 10, 1001])('say exactly %i words, by turns, Ping first', async (count) => {
    const heard: Word[] = []
    const score = await playPingPong(count, { on: placement }, (word) => heard.push(word))
    expect(heard).toEqual(turns(count))
    expect(score).toMatchObject({ pings: Math.ceil(count / 2), pongs: Math.floor(count / 2), total: count })
  })
})

test.each(['threads', 'processes'] as const)('the players are in different %s', async (placement) => {
  const { players } = await playPingPong(0, { on: placement }, () => {})
  const places = players.map(({ process, thread }) => `${process} ${thread}`)
  expect(new Set([...places, `${process.pid} 0`]).size).toBe(3)
  expect(players.map(({ node }) => node).sort()).toEqual(['players-0', 'players-1'])
})
