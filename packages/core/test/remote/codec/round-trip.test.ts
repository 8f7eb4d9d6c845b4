import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRejection, Rejection, TroupeError } from '../../../src/message/errors.ts'
import { DEEPEST_VALUE } from '../../../src/message/value-kind.ts'
import { carry, FakeRef, Wire } from './codec-fixture.ts'
import { anyString, expectSame, forAll, sendable } from './sendable-values.ts'

describe('a value that is sent', () => {
  it('arrives equal, whatever it is made of', () => {
    forAll(sendable, (value) => expectSame(carry(value), value), 1000)
  })

  it('arrives equal in a stream of others, over one link', () => {
    forAll(fc.array(sendable, { maxLength: 30 }), (values) => {
      const wire = new Wire()
      for (const value of values) expectSame(wire.carry(value), value)
    })
  })

  it('arrives equal when many share one frame', () => {
    forAll(fc.array(sendable, { maxLength: 30 }), (values) => {
      const wire = new Wire()
      for (const value of values) wire.encoder.encode(wire.writer, value)
      const frame = wire.send('the end')
      const reader = wire.reader(frame)
      for (const value of values) expectSame(wire.decoder.decode(reader, frame.attachments), value)
    })
  })

  it('is the same string, whatever its units', () => {
    forAll(anyString, (text) => expect(carry(text)).toBe(text), 2000)
  })

  it.each([-0, Number.NaN, Infinity, -Infinity, 63, 64, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 5e-324])(
    'is the same number: %d',
    (number) => {
      expect(Object.is(carry(number), number)).toBe(true)
    },
  )

  it.each([0n, -1n, 2n ** 64n, -(2n ** 1000n)])('is the same bigint: %d', (bigint) => {
    expect(carry(bigint)).toBe(bigint)
  })

  it.each([0, 31, 32, 33, 5_000, 16_384, 16_385, 100_000])(
    'is the same string of %d characters',
    (length) => {
      for (const unit of ['a', 'é', '世', '\ud83d\ude00', '\ud800', '\ufeff', '\0']) {
        const text = unit.repeat(length)
        expect(carry(text) === text, `${length} times ${JSON.stringify(unit)}`).toBe(true)
      }
    },
  )

  it('keeps an invalid date invalid', () => {
    expect(carry(new Date(Number.NaN))).toStrictEqual(new Date(Number.NaN))
  })

  it('arrives with undefined where an array had holes', () => {
    const sparse: unknown[] = [1]
    sparse[3] = 4
    expect(carry(sparse)).toStrictEqual([1, undefined, undefined, 4])
  })

  it('arrives as a plain object where it had no prototype, or that of another realm', () => {
    expect(carry(Object.assign(Object.create(null), { a: 1 }))).toStrictEqual({ a: 1 })
    expect(carry(runInNewContext('({ a: { b: 1 } })'))).toStrictEqual({ a: { b: 1 } })
  })

  it('keeps keys that objects inherit as keys of its own', () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":2}')
    const arrived = carry(value) as object
    expect(arrived).toStrictEqual(value)
    expect(Object.getPrototypeOf(arrived)).toBe(Object.prototype)
    expect(Object.keys(arrived)).toEqual(['__proto__', 'constructor', 'toString'])
    expect('polluted' in arrived).toBe(false)
  })

  it('keeps maps and sets inside maps and sets, with refs in them', () => {
    const ref = new FakeRef(3, 2 ** 40, 'system/user/a')
    const value = new Map<unknown, unknown>([[{ k: ref }, new Set([ref, new Map([[1, ref]])])]])
    expect(carry(value)).toStrictEqual(value)
  })

  it('may be nested as deep as a local one', () => {
    const wrap: ((inner: unknown) => unknown)[] = [
      (inner) => ({ inner }),
      (inner) => [inner],
      (inner) => new Map([[1, inner]]),
      (inner) => new Set([inner]),
      (inner) => Object.fromEntries([['__proto__', inner]]),
    ]
    for (const around of wrap) {
      let value: unknown = {}
      for (let i = 0; i < DEEPEST_VALUE; i++) value = around(value)
      expect(() => carry(value)).not.toThrow()
    }
  })

  it('is its receiver’s own: two that share a part arrive apart', () => {
    const shared = { a: 1 }
    const [first, second] = carry([shared, shared]) as [object, object]
    expect(first).not.toBe(second)
  })
})

describe('an error that is sent', () => {
  it('keeps name, message, stack, cause, code and what else it carries', () => {
    const cause = Object.assign(new RangeError('inner'), { errno: -2 })
    const error = Object.assign(new TypeError('outer', { cause }), {
      code: 'E_X',
      when: new Date(5),
      at: { x: [1] },
    })
    const arrived = carry({ error }) as { error: typeof error }
    expect(arrived.error).toBeInstanceOf(TypeError)
    expect(arrived.error).toMatchObject({
      name: 'TypeError',
      message: 'outer',
      code: 'E_X',
      stack: error.stack,
    })
    expect({ ...arrived.error }).toStrictEqual({ ...error })
    expect(arrived.error.cause).toBeInstanceOf(RangeError)
    expect(arrived.error.cause).toMatchObject({ message: 'inner', errno: -2, stack: cause.stack })
  })

  it('stays a rejection', () => {
    const arrived = carry(new Rejection('poor', { code: 'insufficient-funds', cause: 'why' }))
    expect(arrived).toBeInstanceOf(TroupeError)
    expect(arrived).toMatchObject({ code: 'insufficient-funds', cause: 'why' })
    expect(isRejection(arrived)).toBe(true)
    expect(isRejection(carry(new TypeError('no answer')))).toBe(false)
  })

  it('gets through with a description of what cannot', () => {
    const error = Object.assign(new Error('e'), {
      f: () => 1,
      kept: { a: 1 },
      half: { a: 1, b: Symbol('s') },
    })
    expect({ ...(carry(error) as Error) }).toStrictEqual({
      f: 'a function',
      kept: { a: 1 },
      half: '[object Object]',
    })
  })

  it('leaves the link in step when a part of it was refused', () => {
    const wire = new Wire()
    wire.carry(Object.assign(new Error('e'), { half: { new1: 1, b: () => 1 }, whole: { new2: { new3: 1 } } }))
    expect(wire.carry([{ new2: { new3: 2 } }, { new1: 1, b: 2 }])).toStrictEqual([
      { new2: { new3: 2 } },
      { new1: 1, b: 2 },
    ])
  })

  it('keeps the shapes that its parts and its causes define in step', () => {
    const wire = new Wire()
    const cause = Object.assign(new Error('c', { cause: { c: 1 } }), { b: { b: 1 } })
    const error = Object.assign(new Error('e', { cause }), { a: { a: 1 }, again: { b: 2 } })
    expect(wire.carry(error)).toMatchObject({
      a: { a: 1 },
      again: { b: 2 },
      cause: { b: { b: 1 }, cause: { c: 1 } },
    })
    expect(wire.carry([{ c: 3 }, { b: 2 }, { a: 1 }])).toStrictEqual([{ c: 3 }, { b: 2 }, { a: 1 }])
  })

  it('gets through although it contains itself, in several ways', () => {
    const error: Error & Record<string, unknown> = Object.assign(new Error('loop'))
    Object.assign(error, { self: error, again: error, inside: { error }, cause: error })
    const arrived = carry(error) as Error & Record<string, unknown>
    expect(arrived.self).toBe('Error: loop')
    expect(arrived.cause).toMatchObject({ message: 'loop' })
  })
})
