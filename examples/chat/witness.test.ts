import { describe, expect, test } from 'vitest'
import type { Notice } from './wire.ts'
import { type Chronicle, Witness } from './witness.ts'

const joined = (seq: number, life = 1, again = false): Notice => ({
  type: 'joined',
  room: 'tea',
  life,
  seq,
  members: ['ann'],
  again,
})
const line = (seq: number, text = 'hi'): Notice => ({ type: 'line', room: 'tea', seq, from: 'bob', text })
const missed = (from: number, to: number): Notice => ({ type: 'missed', room: 'tea', from, to })
const away: Notice = { type: 'away', room: 'tea' }
const parted: Notice = { type: 'parted', room: 'tea' }

function complaints(...notices: readonly Notice[]): number {
  const witness = new Witness()
  for (const notice of notices) witness.hear(notice)
  return witness.complaints.length
}

describe('a witness complains of', () => {
  test.each([
    ['nothing that is in order', 0, [joined(4), line(5), line(6)]],
    ['no gap that it was told of', 0, [joined(4), missed(5, 8), line(9)]],
    ['no new count after it was put back', 0, [joined(4), line(5), away, joined(0, 2, true), line(1)]],
    ['a gap', 1, [joined(4), line(6), line(7)]],
    ['an event that comes twice', 1, [joined(4), line(5), line(5)]],
    ['a gap of the wrong size', 1, [joined(4), missed(6, 8), line(9)]],
    ['a line before it is in', 1, [line(5)]],
    ['a line of a room it has left', 1, [joined(4), parted, line(5)]],
    ['a line of a room that is away', 1, [joined(4), away, line(5)]],
  ])('%s', (_what, count, notices) => {
    expect(complaints(...notices)).toBe(count)
  })
})

test('two witnesses of one life of a room were told the same', () => {
  const chronicle: Chronicle = new Map()
  const [ann, bob] = [new Witness(chronicle), new Witness(chronicle)]
  for (const notice of [joined(0), line(1), line(2)]) ann.hear(notice)
  for (const notice of [joined(1), line(2, 'ho')]) bob.hear(notice)
  expect([ann.complaints.length, bob.complaints.length]).toEqual([0, 1])
})

test('what was told in different lives of a room need not be the same', () => {
  const chronicle: Chronicle = new Map()
  const [ann, bob] = [new Witness(chronicle), new Witness(chronicle)]
  for (const notice of [joined(0, 1), line(1)]) ann.hear(notice)
  for (const notice of [joined(0, 2), line(1, 'ho')]) bob.hear(notice)
  expect([...ann.complaints, ...bob.complaints]).toEqual([])
})

test('it counts lines, what was missed, and returns', () => {
  const witness = new Witness()
  for (const notice of [joined(0), line(1), missed(2, 4), away, joined(7, 2, true), line(8)])
    witness.hear(notice)
  expect(witness).toMatchObject({ lines: 2, missed: 3, returns: 1 })
})
