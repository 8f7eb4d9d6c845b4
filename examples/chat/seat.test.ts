import { describe, expect, test } from 'vitest'
import { patience, Seat } from './seat.ts'

function inside(seq: number, ...texts: readonly string[]): Seat {
  const seat = new Seat(3)
  seat.enter(seq)
  for (const [index, text] of texts.entries()) seat.write(index + 1, text)
  return seat
}

describe('events', () => {
  test.each([
    ['the next one', 6, undefined],
    ['one that one was lost before', 7, { from: 6, to: 6 }],
    ['one that several were lost before', 10, { from: 6, to: 9 }],
  ])('%s', (_what, seq, missed) => {
    const seat = inside(5)
    expect(seat.hear(seq)).toEqual(missed)
    expect(seat.hear(seq + 1)).toBeUndefined()
  })
})

describe('drafts', () => {
  test('are sent once, and only inside', () => {
    const seat = new Seat(3)
    seat.write(1, 'early')
    expect(seat.toSend()).toEqual([])
    seat.enter(0)
    expect(seat.toSend()).toMatchObject([{ number: 1, text: 'early' }])
    expect(seat.toSend()).toEqual([])
  })

  test('are open until they are heard, with all that were sent before', () => {
    const seat = inside(0, 'one', 'two', 'three')
    expect(seat.isFull).toBe(true)
    seat.toSend()
    seat.hear(1)
    expect(seat.open).toEqual(['one', 'two', 'three'])
    seat.hear(3, 2)
    expect(seat.open).toEqual(['three'])
    expect(seat.isFull).toBe(false)
  })

  test('are unsure when the room is lost with them, unless they were not sent yet', () => {
    const seat = inside(0, 'sent')
    seat.toSend()
    seat.write(2, 'kept')
    expect(seat.lose()).toEqual(['sent'])
    expect(seat.toSend()).toEqual([])
    seat.enter(1)
    expect(seat.toSend()).toMatchObject([{ number: 2, text: 'kept' }])
  })
})

test.each([
  [0, 0],
  [1, 0],
  [2, 10],
  [3, 20],
  [9, 1280],
  [10, 2000],
  [5000, 2000],
])('after %i attempts in vain a room is looked for again in %i ms', (attempts, ms) => {
  expect(patience(attempts)).toBe(ms)
})
