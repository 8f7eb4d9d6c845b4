import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TimeHeap } from '../../src/base/time-heap.ts'

class Item {
  readonly deadline: number
  place = -1
  constructor(deadline: number) {
    this.deadline = deadline
  }
}

/** Puts in something that is due then, or takes out the one that was put in so many before. */
const steps = fc.array(
  fc.oneof(fc.record({ push: fc.integer({ min: 0, max: 20 }) }), fc.record({ remove: fc.nat(30) })),
  { maxLength: 200 },
)

const soonest = (items: readonly Item[]): number | undefined =>
  items.length === 0 ? undefined : Math.min(...items.map(({ deadline }) => deadline))

function takeOne(heap: TimeHeap<Item>, model: Item[], at: number): void {
  const [item] = model.splice(at % Math.max(1, model.length), 1)
  if (item === undefined) return
  heap.remove(item)
  heap.remove(item)
  expect(item.place).toBe(-1)
}

function drain(heap: TimeHeap<Item>): number[] {
  const drained: number[] = []
  for (let first = heap.first; first !== undefined; first = heap.first) {
    drained.push(first.deadline)
    heap.remove(first)
  }
  return drained
}

describe('a heap of things that are due', () => {
  it('finds the earliest first, whatever was put in and taken out before', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const heap = new TimeHeap<Item>()
        const model: Item[] = []
        for (const step of script) {
          if ('remove' in step) takeOne(heap, model, step.remove)
          else heap.push(model[model.push(new Item(step.push)) - 1] ?? new Item(0))
          expect(heap.size).toBe(model.length)
          expect(heap.first?.deadline).toBe(soonest(model))
        }
        expect(drain(heap)).toEqual(model.map(({ deadline }) => deadline).toSorted((a, b) => a - b))
      }),
    )
  })
})
