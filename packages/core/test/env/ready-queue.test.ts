import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Turn } from '../../src/env/dispatcher.ts'
import { ReadyQueue } from '../../src/env/ready-queue.ts'

/** Turns that are known by their names. */
function setUp() {
  const queue = new ReadyQueue()
  const names = new Map<Turn, string>()
  const turn = (name: string): Turn => {
    const made = { run: () => 0 }
    names.set(made, name)
    return made
  }
  const begun = (...some: readonly string[]): void => {
    for (const name of some) queue.push(turn(name))
  }
  const newborn = (...some: readonly string[]): void => {
    for (const name of some) queue.pushNewborn(turn(name))
  }
  const next = (): string => {
    const shifted = queue.shift()
    return shifted === undefined ? '-' : (names.get(shifted) ?? '?')
  }
  const some = (count: number): string[] => Array.from({ length: count }, next)
  return { queue, begun, newborn, next, some }
}

const several = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${name}${i}`)

describe('the queue of those that are ready', () => {
  it('gives turns in the order of coming, where nobody is newborn', () => {
    const { begun, some, queue } = setUp()
    begun('a', 'b')
    expect(some(1)).toEqual(['a'])
    begun('c')
    expect(some(3)).toEqual(['b', 'c', '-'])
    expect(queue.length).toBe(0)
  })

  it('has the newborn of one turn in their order, and those of the last turn before all others', () => {
    const { newborn, next, some } = setUp()
    newborn('a', 'b')
    expect(next()).toBe('a')
    newborn('a1', 'a2')
    expect(next()).toBe('a1')
    expect(some(3)).toEqual(['a2', 'b', '-'])
  })

  it('has the newborn that wait, and 256 more, come first, and then each of those that had begun', () => {
    const { begun, newborn, next, some } = setUp()
    begun('a', 'b', 'c')
    newborn(...several('y', 300))
    for (let i = 0; i < 300 + 256; i++) {
      expect(next()).toMatch(/[yz]/)
      newborn('z')
    }
    expect(some(3)).toEqual(['a', 'b', 'c'])
    expect(next()).toBe('z')
  })

  it('has rounds though each newborn brings another to life', () => {
    const { begun, newborn, next } = setUp()
    const turns = new Map<string, number>()
    begun('a', 'b')
    newborn('chain')
    for (let i = 0; i < 10_000; i++) {
      const name = next()
      turns.set(name, (turns.get(name) ?? 0) + 1)
      if (name === 'chain') newborn('chain')
      else begun(name)
    }
    expect(turns.get('a')).toBeGreaterThan(30)
    expect(turns.get('b')).toBe(turns.get('a'))
    expect(turns.get('chain')).toBeGreaterThan(9000)
  })

  it('gives as many newborn their turns as one turn has brought to life, so that they pile up behind nobody', () => {
    const { begun, newborn, some } = setUp()
    begun('gate')
    for (let round = 0; round < 20; round++) {
      const [gate, ...others] = some(round === 0 ? 1 : 1001)
      expect(round === 0 ? gate : others.at(-1)).toBe('gate')
      begun('gate')
      newborn(...several('job', 1000))
    }
  })

  it('lets no newborn wait for ever behind those that come later', () => {
    const { newborn, next } = setUp()
    newborn('chain', 'patient')
    let waited = 0
    for (let name = next(); name !== 'patient'; name = next()) {
      waited++
      newborn('chain')
      expect(waited).toBeLessThan(1000)
    }
  })

  it('loses nobody and gives nobody two turns, however they come', () => {
    const step = fc.record({ kind: fc.constantFrom('begun', 'newborn'), come: fc.nat(400), go: fc.nat(700) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { queue, some, ...comers } = setUp()
        const waiting = new Set<string>()
        const go = (count: number): void => {
          for (const name of some(Math.min(count, waiting.size))) expect(waiting.delete(name)).toBe(true)
          expect(queue.length).toBe(waiting.size)
        }
        for (const [index, { kind, come, go: count }] of steps.entries()) {
          const names = several(`${index}.`, come)
          for (const name of names) waiting.add(name)
          comers[kind](...names)
          go(count)
        }
        go(waiting.size)
      }),
    )
  })
})
