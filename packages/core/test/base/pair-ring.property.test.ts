import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PairRing } from '../../src/base/pair-ring.ts'

type Pair = readonly [number, string]
interface Real {
  readonly ring: PairRing<number, string>
}

class Push implements fc.Command<Pair[], Real> {
  private readonly pair: Pair
  constructor(pair: Pair) {
    this.pair = pair
  }
  check = () => true
  run(model: Pair[], { ring }: Real): void {
    model.push(this.pair)
    ring.push(...this.pair)
    expect(ring.length).toBe(model.length)
  }
  toString = () => `push(${this.pair})`
}

class Unshift implements fc.Command<Pair[], Real> {
  private readonly pair: Pair
  constructor(pair: Pair) {
    this.pair = pair
  }
  check = () => true
  run(model: Pair[], { ring }: Real): void {
    model.unshift(this.pair)
    ring.unshift(...this.pair)
    expect(ring.length).toBe(model.length)
  }
  toString = () => `unshift(${this.pair})`
}

class Shift implements fc.Command<Pair[], Real> {
  check = () => true
  run(model: Pair[], { ring }: Real): void {
    const expected = model.shift()
    expect(ring.shift()).toBe(expected?.[0])
    if (expected !== undefined) expect(ring.second).toBe(expected[1])
    expect(ring.length).toBe(model.length)
  }
  toString = () => 'shift()'
}

const pair = fc.tuple(fc.integer(), fc.string({ maxLength: 3 }))

it('a ring of pairs behaves as an array of pairs does', () => {
  const commands = fc.commands(
    [
      pair.map((each) => new Push(each)),
      pair.map((each) => new Push(each)),
      pair.map((each) => new Unshift(each)),
      fc.constant(new Shift()),
    ],
    { maxCommands: 200, size: 'max' },
  )
  fc.assert(
    fc.property(commands, (run) => {
      fc.modelRun(() => ({ model: [], real: { ring: new PairRing<number, string>() } }), run)
    }),
  )
})

it('a ring that held a burst lets go of its memory and works on', () => {
  const ring = new PairRing<number, number>()
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 1000; i++) ring.push(i, -i)
    for (let i = 0; i < 1000; i++) {
      expect(ring.shift()).toBe(i)
      expect(ring.second).toBe(-i)
    }
    expect(ring.shift()).toBeUndefined()
  }
})
