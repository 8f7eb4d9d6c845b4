import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RingBuffer } from '../../src/base/ring-buffer.ts'

it('a ring buffer gives back what it was given, in order, however pushes and shifts mix', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer()), { maxLength: 300 }), (steps) => {
      const ring = new RingBuffer<number>()
      const model: number[] = []
      for (const step of steps) {
        if (step === null) expect(ring.shift()).toBe(model.shift())
        else {
          ring.push(step)
          model.push(step)
        }
        expect(ring.length).toBe(model.length)
        expect(ring.last).toBe(model.at(-1))
      }
      while (model.length > 0) expect(ring.shift()).toBe(model.shift())
      expect(ring.shift()).toBeUndefined()
    }),
  )
})
