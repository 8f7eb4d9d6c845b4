import { describe, expect, it } from 'vitest'
import { EarlyLetters } from '../../src/remote/early-letters.ts'

/** The `count`th actor that a node has numbered. */
const uidOf = (node: number, count: number): number => node * 2 ** 32 + count

function open() {
  const dead = new Set<number>()
  const letters = new EarlyLetters((origin) => !dead.has(origin))
  const said: string[] = []
  const hold = (uid: number, word: string) => letters.hold(uid, () => said.push(word))
  return { letters, said, hold, dead }
}

describe('early letters', () => {
  it('are delivered in order when their actor comes [ORD-1]', () => {
    const { letters, said, hold } = open()
    for (const word of ['a', 'b', 'c']) expect(hold(uidOf(1, 5), word)).toBe(true)
    expect(said).toEqual([])
    letters.release(uidOf(1, 5))
    expect(said).toEqual(['a', 'b', 'c'])
    letters.release(uidOf(1, 5))
    expect(said).toHaveLength(3)
  })

  it('are not taken for an actor that has been, or that a later one has overtaken', () => {
    const { letters, hold } = open()
    letters.release(uidOf(1, 5))
    expect(hold(uidOf(1, 5), 'gone')).toBe(false)
    expect(hold(uidOf(1, 4), 'gone')).toBe(false)
    expect(hold(uidOf(1, 6), 'to come')).toBe(true)
    expect(hold(uidOf(2, 1), 'of another node')).toBe(true)
  })

  it('are given back when an actor comes that was numbered later by the same node', () => {
    const { letters, said, hold } = open()
    hold(uidOf(1, 5), 'never')
    hold(uidOf(2, 5), 'still to come')
    letters.release(uidOf(1, 9))
    expect(said).toEqual(['never'])
  })

  it('are given back when the node that numbers the actor is lost, and none are taken then', () => {
    const { letters, said, hold } = open()
    hold(uidOf(1, 5), 'never')
    letters.giveUp(1)
    expect(said).toEqual(['never'])
    expect(hold(uidOf(1, 7), 'late')).toBe(false)
    expect(letters.isAwaited(uidOf(1, 7))).toBe(false)
  })

  it('are not taken from a node that cannot spawn any more', () => {
    const { dead, hold } = open()
    dead.add(3)
    expect(hold(uidOf(3, 1), 'late')).toBe(false)
  })

  it('are held in bounds, and there is room again when some have been delivered', () => {
    const { letters, hold } = open()
    let held = 0
    while (held < 100_000 && hold(uidOf(1, 5), 'word')) held++
    expect(held).toBe(65_536)
    letters.release(uidOf(1, 5))
    expect(hold(uidOf(1, 6), 'word')).toBe(true)
  })

  it('may hold more letters while they are delivered', () => {
    const { letters, said, hold } = open()
    letters.hold(uidOf(1, 5), () => {
      said.push('first')
      hold(uidOf(1, 6), 'second')
    })
    letters.release(uidOf(1, 5))
    expect(said).toEqual(['first'])
    letters.release(uidOf(1, 6))
    expect(said).toEqual(['first', 'second'])
  })
})
