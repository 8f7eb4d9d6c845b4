import { expect, test } from 'vitest'
import { placeOf } from './placement.ts'

const nodes = ['rooms-0', 'rooms-1', 'rooms-2', 'rooms-3']
const rooms = Array.from({ length: 1000 }, (_, number) => `room ${number}`)

test('without a node there is no place', () => {
  expect(placeOf('tea', [])).toBeUndefined()
})

test('a room has its place, in whatever order the nodes are told', () => {
  for (const room of rooms) expect(placeOf(room, nodes)).toBe(placeOf(room, nodes.toReversed()))
})

test('rooms are spread evenly', () => {
  for (const node of nodes) {
    const share = rooms.filter((room) => placeOf(room, nodes) === node).length
    expect(share).toBeGreaterThan(200)
    expect(share).toBeLessThan(300)
  }
})

test('when a node is lost, only its own rooms move, to all the others', () => {
  const left = nodes.filter((node) => node !== 'rooms-1')
  const moved = rooms.filter((room) => placeOf(room, left) !== placeOf(room, nodes))
  expect(moved).toEqual(rooms.filter((room) => placeOf(room, nodes) === 'rooms-1'))
  expect(new Set(moved.map((room) => placeOf(room, left)))).toEqual(new Set(left))
})
