import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrived, judge, type Stamp } from '../../src/patterns/deduplication.ts'
import { DeliveryWindow } from '../../src/patterns/delivery-window.ts'

describe('the window of a courier', () => {
  const filled = () => {
    const window = new DeliveryWindow<string>(3)
    return { window, numbers: ['a', 'b', 'c'].map((item) => window.add(item)) }
  }

  test('numbers what it keeps, and says when it is full', () => {
    const { window, numbers } = filled()
    expect(numbers).toEqual([1, 2, 3])
    expect([...window]).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ])
    expect([window.isFull, window.isEmpty, window.first]).toEqual([true, false, 1])
  })

  test.each([
    [0, [], 1],
    [-5, [], 1],
    [1, ['a'], 2],
    [3, ['a', 'b', 'c'], 4],
    [99, ['a', 'b', 'c'], 4],
    [Number.NaN, [], 1],
  ])('lets go of what is acknowledged up to %o: %o', (upTo, released, first) => {
    const { window } = filled()
    expect(window.acknowledge(upTo)).toEqual(released)
    expect(window.first).toBe(first)
    expect(window.acknowledge(upTo)).toEqual([])
    expect(window.add('d')).toBe(4)
  })

  test('gives up the first, or all, and never gives a number twice', () => {
    const { window } = filled()
    expect([window.giveUp(), window.first]).toEqual(['a', 2])
    expect([window.clear(), window.first, window.isEmpty]).toEqual([['b', 'c'], 4, true])
    expect([window.giveUp(), window.first, window.add('d')]).toEqual([undefined, 4, 4])
  })
})

describe('what an inbox does with a message', () => {
  test.each<[known: number, first: number, number: number, next: number, verdict: string]>([
    [0, 1, 1, 1, 'due'],
    [0, 1, 2, 1, 'early'],
    [0, 7, 7, 7, 'due'],
    [3, 2, 2, 3, 'duplicate'],
    [3, 2, 3, 3, 'due'],
    [3, 2, 4, 3, 'early'],
    [3, 4, 4, 4, 'due'],
    [3, 4, 5, 4, 'early'],
  ])('that waits for %d, where from %d on all are kept, on %d: waits for %d, %s', (...row) => {
    const [known, first, number, next, verdict] = row
    expect(arrived(known, { first, number })).toBe(next)
    expect(judge(next, { first, number })).toBe(verdict)
  })
})

/** What may happen between the two, one step after the other. */
type Step = 'send' | 'again' | 'arrive' | 'arrive twice' | 'lose' | 'told' | 'told twice' | 'untold'
const steps: readonly Step[] = [
  'send',
  'again',
  'arrive',
  'arrive twice',
  'lose',
  'told',
  'told twice',
  'untold',
]

test('whatever is lost or repeated between them, what is handled is what was sent, in order, once', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 80 }), (chosen) => {
      const window = new DeliveryWindow<number>(3)
      const there: (Stamp & { readonly item: number })[] = []
      const back: number[] = []
      const done: number[] = []
      let sent = 0
      let next = 0
      const post = (number: number, item: number) => there.push({ first: window.first, number, item })
      const arrive = (stamp: Stamp & { readonly item: number }) => {
        next = arrived(next, stamp)
        const verdict = judge(next, stamp)
        if (verdict === 'early') return
        if (verdict === 'due') {
          done.push(stamp.item)
          next++
        }
        back.push(next - 1)
      }
      const take: Record<Step, () => void> = {
        send: () => void (window.isFull || post(window.add(++sent), sent)),
        again: () => [...window].forEach(([number, item]) => void post(number, item)),
        arrive: () => there.splice(0, 1).forEach(arrive),
        'arrive twice': () => there.slice(0, 1).forEach(arrive),
        lose: () => void there.shift(),
        told: () => back.splice(0, 1).forEach((upTo) => void window.acknowledge(upTo)),
        'told twice': () => back.slice(0, 1).forEach((upTo) => void window.acknowledge(upTo)),
        untold: () => void back.shift(),
      }
      const numbersUpTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
      for (const step of chosen) {
        take[step]()
        expect(done).toEqual(numbersUpTo(done.length))
        expect(window.first - 1).toBeLessThanOrEqual(done.length)
      }
      take.again()
      while (there.length > 0) take.arrive()
      while (back.length > 0) take.told()
      expect(done).toEqual(numbersUpTo(sent))
      expect(window.isEmpty).toBe(true)
    }),
  )
})
