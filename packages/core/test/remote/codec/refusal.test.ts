import { types } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UnsendableError } from '../../../src/message/errors.ts'
import { FreezingSealer } from '../../../src/message/sealer.ts'
import { DEEPEST_VALUE } from '../../../src/message/value-kind.ts'
import { Wire } from './codec-fixture.ts'
import { expectSame, forAll, sendable } from './sendable-values.ts'

class Account {
  balance = 1
}

const loop: Record<string, unknown> = { a: 1 }
loop.loop = loop

let deep: unknown = {}
for (let i = 0; i <= DEEPEST_VALUE; i++) deep = { deep }

const unsendable: readonly (readonly [string, unknown])[] = [
  ['a function', function named() {}],
  ['an anonymous function', () => {}],
  ['a symbol', Symbol('mark')],
  ['a promise', Promise.resolve()],
  ['an instance of a class', new Account()],
  ['a weak map', new WeakMap()],
  ['shared memory', new SharedArrayBuffer(8)],
  ['a proxy of a plain object', new Proxy({}, {})],
  ['a proxy of an array', new Proxy([], {})],
  ['an object that contains itself', loop],
  ['an object nested too deep', deep],
]

/** Each place where a refused value can be. */
const places: readonly (readonly [string, (value: unknown) => unknown])[] = [
  ['by itself', (value) => value],
  ['in a field', (value) => ({ before: { fresh: 1 }, value, after: 1 })],
  ['in an array', (value) => [{ fresh: [1] }, value]],
  ['as the key of a map', (value) => new Map([[value, 1]])],
  ['in a map', (value) => new Map([[{ fresh: 1 }, value]])],
  ['in a set', (value) => new Set([{ fresh: 1 }, value])],
  ['under __proto__', (value) => Object.fromEntries([['__proto__', value]])],
]

function messageOf(send: () => unknown): string {
  try {
    send()
  } catch (error) {
    expect(error).toBeInstanceOf(UnsendableError)
    return String(error)
  }
  throw new Error('nothing was refused')
}

describe.each(unsendable)('%s', (_what, value) => {
  it.each(places)('is refused %s, in the words of a local send', (_where, place) => {
    const sealer = new FreezingSealer(types.isProxy)
    const local = messageOf(() => sealer.seal(place(value)))
    expect(messageOf(() => new Wire().send(place(value)))).toBe(local)
  })

  it.each(places)('leaves no trace when it is refused %s', (_where, place) => {
    const wire = new Wire()
    const other = new Wire()
    wire.encoder.encode(wire.writer, { before: 1 })
    other.encoder.encode(other.writer, { before: 1 })
    expect(() => wire.encoder.encode(wire.writer, place(value))).toThrow(UnsendableError)
    const next = [{ fresh: 1 }, { before: { fresh: 1 }, value: 1, after: 1 }]
    expect(wire.send(next)).toStrictEqual(other.send(next))
  })
})

describe('a refused value', () => {
  it('keeps both ends in step, wherever it comes among the others', () => {
    const refused = fc
      .tuple(sendable, fc.constantFrom(...unsendable))
      .map(([value, [, bad]]) => ({ value, bad }))
    const message = fc.oneof(
      sendable.map((value) => ({ value, refused: false })),
      refused.map((value) => ({ value, refused: true })),
    )
    forAll(fc.array(message, { maxLength: 30 }), (messages) => {
      const wire = new Wire()
      for (const { value, refused } of messages) {
        if (refused) expect(() => wire.carry(value)).toThrow(UnsendableError)
        else expectSame(wire.carry(value), value)
      }
    })
  })

  it('may be refused by a getter, whose error reaches the sender', () => {
    const wire = new Wire()
    const boom = new Error('boom')
    const value = {
      fresh: { a: 1 },
      get x(): never {
        throw boom
      },
    }
    expect(() => wire.send(value)).toThrow(boom)
    expect(wire.carry({ fresh: { a: 1 } })).toStrictEqual({ fresh: { a: 1 } })
  })

  it('may be one that changes while it is sent', () => {
    const wire = new Wire()
    const changing: Record<string, unknown> = {
      get a() {
        Reflect.deleteProperty(changing, 'b')
        return 1
      },
      b: 2,
    }
    expect(() => wire.send(changing)).toThrow(UnsendableError)
    expect(wire.carry({ a: 1, b: 2 })).toStrictEqual({ a: 1, b: 2 })
  })

  it('may be one whose getter sends over the same link', () => {
    const wire = new Wire()
    const nested = {
      get a() {
        wire.encoder.encode(wire.writer, 1)
        return 1
      },
    }
    expect(() => wire.send(nested)).toThrow(UnsendableError)
    expect(wire.carry(5)).toBe(5)
  })

  it('leaves nothing behind that grows with the number of refusals', () => {
    const wire = new Wire()
    for (let i = 0; i < 1000; i++) {
      expect(() => wire.send({ [`a${i}`]: { [`b${i}`]: () => i } })).toThrow(UnsendableError)
    }
    expect(wire.carry({ a: 1 })).toStrictEqual({ a: 1 })
    expect(wire.send({ a: 2 }).bytes).toHaveLength(2)
  })
})
