import { testActor } from '@troupe/testkit'
import { describe, expect, test } from 'vitest'
import { Lobby, type LobbyOptions } from './lobby.ts'
import { placeOf } from './placement.ts'
import type { RoomProtocol } from './room.ts'

const nodes = ['rooms-0', 'rooms-1']

function lobby(options: Partial<LobbyOptions> = {}) {
  return testActor(Lobby, [{ nodes, maxRooms: 10, emptyFor: 1000, ...options }])
}

/** What was spawned since, by name. */
function spawned(t: ReturnType<typeof lobby>): string[] {
  return t.effects().flatMap((effect) => (effect.type === 'spawn' ? [effect.name] : []))
}

test('a room is opened when it is asked for first, on the node of its name', () => {
  const t = lobby()
  t.send('find', 'tea')
  const first = t.answer
  expect(t.state).toEqual([{ name: 'tea', node: placeOf('tea', nodes) }])
  t.send('find', 'tea')
  expect(t.answer).toEqual(first)
  expect(spawned(t)).toHaveLength(1)
})

test('a room that has ended is forgotten, and opened again when it is asked for', () => {
  const t = lobby()
  t.send('find', 'tea')
  const [room = ''] = spawned(t)
  t.end(room, 'node-down')
  expect(t.state).toEqual([])
  t.send('find', 'tea')
  expect(spawned(t)).toHaveLength(1)
})

test('who has seen a room end is given another, though the lobby has not heard of it', () => {
  const t = lobby()
  t.send('find', 'tea')
  const [room = ''] = spawned(t)
  t.send('find', 'tea', t.stub<RoomProtocol>(room))
  const [next = ''] = spawned(t)
  expect(next).not.toBe('')
  t.send('find', 'tea', t.stub<RoomProtocol>(room))
  expect(spawned(t)).toEqual([])
  t.end(room, 'node-down')
  expect(t.state).toHaveLength(1)
})

describe('where nodes come and go', () => {
  test('rooms are opened on those that are up', () => {
    const t = lobby()
    t.tell('nodeDown', 'rooms-0')
    for (let room = 0; room < 10; room++) t.send('find', `room ${room}`)
    expect(t.state).toEqual(
      Array.from({ length: 10 }, (_, room) => ({ name: `room ${room}`, node: 'rooms-1' })),
    )
  })

  test('none is opened while none is up', () => {
    const t = lobby()
    for (const node of nodes) t.tell('nodeDown', node)
    t.send('find', 'tea')
    expect(t.answer).toMatchObject({ error: { code: 'no-node' } })
    t.tell('nodeUp', 'rooms-1')
    t.send('find', 'tea')
    expect(t.state).toEqual([{ name: 'tea', node: 'rooms-1' }])
  })

  test('without nodes, rooms live beside the lobby', () => {
    const t = lobby({ nodes: [] })
    t.send('find', 'tea')
    expect(t.state).toEqual([{ name: 'tea', node: undefined }])
  })
})

test('there are no more rooms than there may be', () => {
  const t = lobby({ maxRooms: 1 })
  t.send('find', 'tea')
  t.send('find', 'milk')
  expect(t.answer).toMatchObject({ error: { code: 'too-many-rooms' } })
  t.send('find', 'tea')
  expect(t.answer).toHaveProperty('value')
})
