import { fx, testActor } from '@troupe/testkit'
import { expect, test } from 'vitest'
import { type MemberProtocol, Room, type RoomState } from './room.ts'
import type { RoomEvent } from './wire.ts'

const EMPTY_FOR = 5000

/** A room with members, the first of whom has ticket 1. */
function roomOf(...names: readonly string[]) {
  const t = testActor(Room, ['tea', EMPTY_FOR])
  for (const [index, name] of names.entries()) t.tell('enter', t.stub<MemberProtocol>(name), name, index + 1)
  t.effects()
  return t
}

const happened = (to: string, ticket: number, event: RoomEvent, ...draft: number[]) =>
  fx.tell(to, 'happened', 'tea', ticket, event, ...draft)
const entered = (to: string, ticket: number, state: Omit<RoomState, 'life'>) =>
  fx.tell(to, 'entered', 'tea', ticket, { life: expect.any(Number), ...state })

test('who enters is told where the room is, and the others that somebody came', () => {
  const t = roomOf('ann')
  t.tell('enter', t.stub<MemberProtocol>('bob'), 'bob', 7)
  expect(t.effects()).toEqual([
    fx.watch('bob'),
    fx.cancel('empty'),
    happened('ann', 1, { type: 'came', seq: 2, who: 'bob' }),
    entered('bob', 7, { seq: 2, members: ['ann', 'bob'] }),
  ])
})

test('what is said has a number, and all are told; who said it is told which draft it was', () => {
  const t = roomOf('ann', 'bob')
  t.tell('say', t.stub<MemberProtocol>('ann'), 'hi', 41)
  const line = { type: 'line', seq: 3, from: 'ann', text: 'hi' } as const
  expect(t.effects()).toEqual([happened('ann', 1, line, 41), happened('bob', 2, line)])
})

test('what is said by who is not in the room is not heard', () => {
  const t = roomOf('ann')
  t.tell('say', t.stub<MemberProtocol>('eve'), 'boo', 1)
  expect(t.effects()).toEqual([])
})

test('who has left is told no more', () => {
  const t = roomOf('ann', 'bob')
  t.tell('leave', t.stub<MemberProtocol>('bob'))
  expect(t.effects()).toEqual([fx.unwatch('bob'), happened('ann', 1, { type: 'left', seq: 3, who: 'bob' })])
})

test('who has ended has left', () => {
  const t = roomOf('ann', 'bob')
  t.end('bob', 'failed')
  expect(t.effects()).toEqual([happened('ann', 1, { type: 'left', seq: 3, who: 'bob' })])
})

test('who enters twice is in once, with the ticket of the second time', () => {
  const t = roomOf('ann', 'bob')
  t.tell('enter', t.stub<MemberProtocol>('bob'), 'bob', 9)
  expect(t.effects()).toEqual([
    happened('ann', 1, { type: 'left', seq: 3, who: 'bob' }),
    fx.cancel('empty'),
    happened('ann', 1, { type: 'came', seq: 4, who: 'bob' }),
    entered('bob', 9, { seq: 4, members: ['ann', 'bob'] }),
  ])
})

test('a room ends that nobody enters, and one that stays empty', async () => {
  const unvisited = roomOf()
  await unvisited.advance(EMPTY_FOR - 1)
  expect(unvisited.isAlive).toBe(true)
  await unvisited.advance(1)
  expect(unvisited.isAlive).toBe(false)

  const left = roomOf('ann')
  await left.advance(10 * EMPTY_FOR)
  left.tell('leave', left.stub<MemberProtocol>('ann'))
  await left.advance(EMPTY_FOR - 1)
  expect(left.isAlive).toBe(true)
  await left.advance(1)
  expect(left.isAlive).toBe(false)
})
