import { expect, test } from 'vitest'
import { Outbox } from './outbox.ts'
import type { Notice, RoomEvent } from './wire.ts'

const came = (seq: number): RoomEvent => ({ type: 'came', seq, who: 'ann' })
const event = (room: string, seq: number): Notice => ({ ...came(seq), room })
const missed = (room: string, from: number, to: number): Notice => ({ type: 'missed', room, from, to })
const away = (room: string): Notice => ({ type: 'away', room })

/** What a client reads who reads so much at once. */
function read(outbox: Outbox, most = Number.POSITIVE_INFINITY): Notice[] {
  const notices: Notice[] = []
  outbox.flush((notice) => notices.push(notice) < most)
  return notices
}

function outboxOf(limit: number, ...events: readonly (readonly [room: string, seq: number])[]): Outbox {
  const outbox = new Outbox(limit)
  for (const [room, seq] of events) outbox.addEvent(room, came(seq))
  return outbox
}

test('what fits is read in its order', () => {
  expect(read(outboxOf(3, ['a', 1], ['b', 1], ['a', 2]))).toEqual([
    event('a', 1),
    event('b', 1),
    event('a', 2),
  ])
})

test('what does not fit is noted for each room, behind what does', () => {
  const outbox = outboxOf(2, ['a', 1], ['b', 1], ['a', 2], ['b', 2], ['a', 3])
  expect(outbox.size).toBe(4)
  expect(read(outbox)).toEqual([event('a', 1), event('b', 1), missed('a', 2, 3), missed('b', 2, 2)])
})

test('however much is missed, no more waits than the limit and a note for each room', () => {
  const outbox = new Outbox(10)
  for (let seq = 1; seq <= 100_000; seq++) outbox.addEvent(`room ${seq % 3}`, came(seq))
  expect(outbox.size).toBe(13)
})

test('a client that reads on is told what it has missed before what comes next', () => {
  const outbox = outboxOf(2, ['a', 1], ['a', 2], ['a', 3])
  expect(read(outbox, 1)).toEqual([event('a', 1)])
  outbox.addEvent('a', came(4))
  outbox.addEvent('a', came(5))
  expect(read(outbox)).toEqual([event('a', 2), missed('a', 3, 3), event('a', 4), missed('a', 5, 5)])
  expect(read(outbox)).toEqual([])
})

test('what is missed before and after a loss of the room is noted apart', () => {
  const outbox = outboxOf(1, ['a', 8], ['a', 9])
  outbox.add(away('a'))
  outbox.addEvent('a', came(2))
  expect(read(outbox)).toEqual([event('a', 8), missed('a', 9, 9), away('a'), missed('a', 2, 2)])
})

test('what is no event of a room is kept however full it is', () => {
  const outbox = outboxOf(1, ['a', 1], ['a', 2])
  outbox.add({ type: 'bye', reason: 'late' })
  expect(read(outbox)).toEqual([event('a', 1), missed('a', 2, 2), { type: 'bye', reason: 'late' }])
})

test('what was lost on the way is noted like what did not fit', () => {
  const outbox = new Outbox(5)
  outbox.miss('a', 3, 6)
  outbox.addEvent('a', came(7))
  expect(read(outbox)).toEqual([missed('a', 3, 6), event('a', 7)])
})
