import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PairRing, type PairTaker } from '../../src/base/pair-ring.ts'

type Pair = readonly [number, string]
interface Real {
  readonly ring: PairRing<number, string>
  readonly taker: PairTaker<string>
}

const empty = (): Real => ({ ring: new PairRing<number, string>(), taker: { payload: undefined } })

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

/** More than one ring holds, so that the rest has to wait behind it. */
class Burst implements fc.Command<Pair[], Real> {
  private readonly size: number
  constructor(size: number) {
    this.size = size
  }
  check = () => true
  run(model: Pair[], { ring }: Real): void {
    for (let i = 0; i < this.size; i++) {
      model.push([i, 'burst'])
      ring.push(i, 'burst')
    }
    expect(ring.length).toBe(model.length)
  }
  toString = () => `burst(${this.size})`
}

class Drain implements fc.Command<Pair[], Real> {
  private readonly size: number
  constructor(size: number) {
    this.size = size
  }
  check = () => true
  run(model: Pair[], { ring, taker }: Real): void {
    for (const [first, second] of model.splice(0, this.size)) {
      expect(ring.shift(taker)).toBe(first)
      expect(taker.payload).toBe(second)
    }
    expect(ring.length).toBe(model.length)
  }
  toString = () => `drain(${this.size})`
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
  run(model: Pair[], { ring, taker }: Real): void {
    const expected = model.shift()
    expect(ring.shift(taker)).toBe(expected?.[0])
    if (expected !== undefined) expect(taker.payload).toBe(expected[1])
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
      fc.modelRun(() => ({ model: [], real: empty() }), run)
    }),
  )
})

it('a ring that bursts flow over behaves as an array of pairs does', () => {
  const commands = fc.commands(
    [
      fc.integer({ min: 1, max: 1500 }).map((size) => new Burst(size)),
      fc.integer({ min: 1, max: 2000 }).map((size) => new Drain(size)),
      pair.map((each) => new Push(each)),
      pair.map((each) => new Unshift(each)),
      fc.constant(new Shift()),
    ],
    { maxCommands: 40, size: 'max' },
  )
  fc.assert(
    fc.property(commands, (run) => {
      fc.modelRun(() => ({ model: [], real: empty() }), run)
    }),
  )
})

it('a ring that held a burst lets go of its memory and works on', () => {
  const ring = new PairRing<number, number>()
  const taker: PairTaker<number> = { payload: undefined }
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 1000; i++) ring.push(i, -i)
    for (let i = 0; i < 1000; i++) {
      expect(ring.shift(taker)).toBe(i)
      expect(taker.payload).toBe(-i)
    }
    expect(ring.shift(taker)).toBeUndefined()
  }
})
