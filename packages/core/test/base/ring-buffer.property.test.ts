import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RingBuffer } from '../../src/base/ring-buffer.ts'

it('a ring buffer gives back what it was given, in order, however it is taken from either end between', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer(), fc.constantFrom('shift', 'pop')), { maxLength: 300 }),
      (steps) => {
        const ring = new RingBuffer<number>()
        const model: number[] = []
        for (const step of steps) {
          if (step === 'shift') expect(ring.shift()).toBe(model.shift())
          else if (step === 'pop') expect(ring.pop()).toBe(model.pop())
          else {
            ring.push(step)
            model.push(step)
          }
          expect(ring.length).toBe(model.length)
          expect(ring.last).toBe(model.at(-1))
        }
        while (model.length > 0) expect(ring.shift()).toBe(model.shift())
        expect(ring.shift()).toBeUndefined()
      },
    ),
  )
})
