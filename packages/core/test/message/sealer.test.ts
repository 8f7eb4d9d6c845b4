import { types } from 'node:util'
import vm from 'node:vm'
import { describe, expect, it } from 'vitest'
import { InvalidOptionError, TroupeError, UnsendableError } from '../../src/index.ts'
import { FreezingSealer } from '../../src/message/sealer.ts'

const sealer = new FreezingSealer(types.isProxy)

class Money {
  amount = 1
}

describe('sealing', () => {
  it.each([undefined, null, true, 0, -0, Number.NaN, 'text', 10n])(
    'lets the primitive %o through',
    (value) => {
      expect(sealer.seal(value)).toBe(value)
    },
  )

  it('freezes plain objects and arrays where they are, deeply', () => {
    const value = { list: [1, { deep: { deeper: [] } }], empty: {}, not: Number.NaN }
    const sealed = sealer.seal(value)
    expect(sealed).toBe(value)
    for (const part of [value, value.list, value.list[1], value.empty])
      expect(Object.isFrozen(part)).toBe(true)
    expect(() => value.list.push(2)).toThrow(TypeError)
  })

  it('takes objects without a prototype, and those of another realm', () => {
    const bare = Object.assign(Object.create(null) as object, { a: 1 })
    expect(sealer.seal(bare)).toBe(bare)
    const foreign: unknown = vm.runInNewContext('({ list: [1, { a: 1 }] })')
    expect(sealer.seal(foreign)).toEqual({ list: [1, { a: 1 }] })
  })

  it.each([
    { kind: 'map', value: new Map([[{ k: 1 }, { v: 1 }]]) },
    { kind: 'set', value: new Set([{ v: 1 }]) },
    { kind: 'date', value: new Date(5) },
    { kind: 'regular expression', value: /a+/gi },
    { kind: 'buffer', value: new Uint8Array([1, 2]).buffer },
    { kind: 'typed array', value: new Float64Array([1.5, 2]) },
    { kind: 'view of data', value: new DataView(new ArrayBuffer(4)) },
  ])('copies a $kind, since it cannot be frozen', ({ value }) => {
    const sealed = sealer.seal(value)
    expect(sealed).not.toBe(value)
    expect(sealed).toEqual(value)
    const holder = { inside: [value] }
    const copy = sealer.seal(holder) as typeof holder
    expect(copy.inside[0]).not.toBe(value)
    expect(copy).toEqual(holder)
    expect(Object.isFrozen(copy)).toBe(true)
  })

  it('what the sender changes in a map after sending it, the receiver does not see', () => {
    const map = new Map([['a', { list: [1] }]])
    const sealed = sealer.seal({ map }) as { map: typeof map }
    map.set('b', { list: [] })
    expect([...sealed.map.keys()]).toEqual(['a'])
    expect(() => sealed.map.get('a')?.list.push(2)).toThrow(TypeError)
  })

  it('an object that holds something copied is itself copied, and the original is left as it was', () => {
    const value = { at: new Date(5), inner: { n: 1 } }
    const sealed = sealer.seal(value)
    expect(sealed).toEqual(value)
    expect(sealed).not.toBe(value)
    expect(Object.isFrozen(value)).toBe(false)
  })

  it('copies an error with its name, message, stack, cause and own properties', () => {
    const error = Object.assign(new RangeError('far', { cause: new TypeError('root') }), {
      code: 'E_FAR',
      at: new Date(5),
    })
    const sealed = sealer.seal(error)
    expect(sealed).not.toBe(error)
    expect(sealed).toBeInstanceOf(RangeError)
    expect(sealed).toMatchObject({ name: 'RangeError', message: 'far', code: 'E_FAR', stack: error.stack })
    expect((sealed as Error).cause).toBeInstanceOf(TypeError)
    expect(sealed).toMatchObject({ at: new Date(5) })
  })

  it('keeps a key called __proto__ a key', () => {
    const value: unknown = JSON.parse('{"__proto__": {"admin": true}, "at": 1}')
    const sealed = sealer.seal({ value, at: new Date(5) }) as { value: { admin?: boolean } }
    expect(sealed.value.admin).toBeUndefined()
    expect(Object.keys(sealed.value)).toEqual(['__proto__', 'at'])
    const copied = sealer.seal(
      Object.defineProperty({ d: new Date(5) }, '__proto__', { value: new Date(6), enumerable: true }),
    )
    expect(Object.getPrototypeOf(copied)).toBe(Object.prototype)
  })
})

describe('an answer', () => {
  it('that can still change is copied, deeply, and the copy is frozen', () => {
    const value = { list: [1, { deep: [] as number[] }], at: new Date(5), map: new Map([[1, { n: 1 }]]) }
    const answer = sealer.snapshot(value) as typeof value
    expect(answer).toEqual(value)
    for (const part of [answer, answer.list, answer.list[1], answer.map.get(1)])
      expect(Object.isFrozen(part)).toBe(true)
    for (const part of [value, value.list, value.list[1], value.map.get(1)])
      expect(Object.isFrozen(part)).toBe(false)
    value.at.setTime(6)
    value.map.clear()
    expect(answer.at).toEqual(new Date(5))
    expect(answer.map.size).toBe(1)
  })

  it('that is frozen throughout is passed as it is, and so is each part that is', () => {
    const part = Object.freeze({ list: Object.freeze([1, 2]) })
    expect(sealer.snapshot(part)).toBe(part)
    const answer = sealer.snapshot({ part }) as { part: object }
    expect(answer.part).toBe(part)
  })

  it('that is frozen, and holds something that is not, is copied', () => {
    const inner: number[] = []
    for (const value of [Object.freeze({ inner }), Object.freeze([inner])]) {
      const answer = sealer.snapshot(value)
      inner.push(1)
      expect(Object.values(answer as object)).toEqual([inner.slice(1)])
      inner.pop()
    }
  })

  it("that is an error leaves what the error's properties hold as it is", () => {
    const details = { list: [1] }
    const answer = sealer.snapshot(Object.assign(new Error('no'), { details }))
    expect(answer).toMatchObject({ message: 'no', details })
    expect(Object.isFrozen(details)).toBe(false)
    expect(Object.isFrozen((answer as { details?: object }).details)).toBe(true)
  })

  it('keeps a key called __proto__ a key', () => {
    const answer = sealer.snapshot(JSON.parse('{"__proto__": {"admin": true}}')) as { admin?: boolean }
    expect(answer.admin).toBeUndefined()
    expect(Object.keys(answer)).toEqual(['__proto__'])
  })
})

const refused: { what: string; value: unknown }[] = [
  { what: 'a function', value: () => {} },
  { what: 'a symbol', value: Symbol('s') },
  { what: 'a class', value: Money },
  { what: 'an instance of a class', value: new Money() },
  { what: 'an instance of a subclass of Array', value: new (class Stack extends Array {})() },
  { what: 'an instance of a subclass of Map', value: new (class Table extends Map {})() },
  { what: 'an instance of a subclass of Date', value: new (class Day extends Date {})() },
  { what: 'a promise', value: Promise.resolve(1) },
  { what: 'a weak map', value: new WeakMap() },
  { what: 'a proxy', value: new Proxy({}, {}) },
  { what: 'a proxy of an array', value: new Proxy([], {}) },
  { what: 'a generator', value: (function* () {})() },
  { what: 'an object that inherits from another', value: Object.create({ a: 1 }) },
]

describe('refusing', () => {
  it.each(refused)('refuses $what, wherever it stands', ({ value }) => {
    const places = [
      value,
      { a: value },
      [value],
      { a: [{ b: value }] },
      new Map([[1, value]]),
      new Map([[value, 1]]),
      new Set([value]),
    ]
    for (const place of places) {
      let thrown: unknown
      try {
        sealer.seal(place)
      } catch (error) {
        thrown = error
      }
      expect(thrown).toBeInstanceOf(UnsendableError)
      expect(thrown).toBeInstanceOf(TypeError)
      expect(thrown).toBeInstanceOf(TroupeError)
      expect(thrown).toMatchObject({ code: 'unsendable', name: 'UnsendableError' })
      expect(() => sealer.snapshot(place)).toThrow(UnsendableError)
    }
  })

  it.each([
    { value: function named() {}, says: 'a function (named)' },
    { value: new Money(), says: 'an instance of class Money' },
    { value: Promise.resolve(), says: 'a promise' },
    { value: new Proxy({}, {}), says: 'a proxy' },
    { value: Symbol('mark'), says: 'Symbol(mark)' },
  ])('says what was wrong: $says', ({ value, says }) => {
    expect(() => sealer.seal({ value })).toThrow(says)
  })

  it('refuses what contains itself, and what is nested a thousand levels deep', () => {
    const ring: { self?: object } = {}
    ring.self = ring
    expect(() => sealer.seal(ring)).toThrow(UnsendableError)
    const list: unknown[] = []
    list.push(new Map([['list', list]]))
    expect(() => sealer.seal(list)).toThrow(UnsendableError)
    let deep: object = {}
    for (let i = 0; i < 1001; i++) deep = { deep }
    expect(() => sealer.seal(deep)).toThrow(UnsendableError)
    for (const endless of [ring, list, deep]) expect(() => sealer.snapshot(endless)).toThrow(UnsendableError)
  })

  it('changes nothing of a value that it refuses', () => {
    const value = { first: { n: 1 }, list: [{ n: 2 }], bad: { f: () => {} } }
    expect(() => sealer.seal(value)).toThrow(UnsendableError)
    for (const part of [value, value.first, value.list, value.list[0], value.bad])
      expect(Object.isFrozen(part)).toBe(false)
  })

  it('works as ever after a refusal', () => {
    expect(() => sealer.seal({ first: {}, bad: Symbol('s') })).toThrow(UnsendableError)
    const next = { inner: {} }
    sealer.seal(next)
    expect(Object.isFrozen(next.inner)).toBe(true)
  })
})

describe('transfer', () => {
  it('moves a buffer: the receiver has its contents, the sender an empty one', () => {
    const { buffer } = new Uint8Array([1, 2, 3])
    const sealed = sealer.seal({ buffer }, [buffer]) as { buffer: ArrayBuffer }
    expect([...new Uint8Array(sealed.buffer)]).toEqual([1, 2, 3])
    expect(buffer.byteLength).toBe(0)
  })

  it('moves what a view shows, and several views of one buffer still share it', () => {
    const { buffer } = new Uint8Array([1, 2, 3, 4])
    const value = {
      all: new Uint8Array(buffer),
      tail: new Uint16Array(buffer, 2, 1),
      data: new DataView(buffer, 1, 2),
    }
    const sealed = sealer.seal(value, [buffer]) as typeof value
    expect(buffer.byteLength).toBe(0)
    expect([...sealed.all]).toEqual([1, 2, 3, 4])
    expect(sealed.tail.byteOffset).toBe(2)
    expect(sealed.data.byteLength).toBe(2)
    sealed.all[2] = 9
    expect(new Uint8Array(sealed.tail.buffer)[2]).toBe(9)
  })

  it('a buffer that is not named is copied', () => {
    const moved = new ArrayBuffer(2)
    const kept = new ArrayBuffer(3)
    sealer.seal({ moved, kept }, [moved])
    expect([moved.byteLength, kept.byteLength]).toEqual([0, 3])
  })

  it('moves nothing when the value is refused', () => {
    const buffer = new ArrayBuffer(2)
    expect(() => sealer.seal({ buffer, bad: () => {} }, [buffer])).toThrow(UnsendableError)
    expect(buffer.byteLength).toBe(2)
  })

  it('refuses a buffer that was moved before', () => {
    const buffer = new ArrayBuffer(2)
    sealer.seal({ buffer }, [buffer])
    expect(() => sealer.seal({ buffer }, [buffer])).toThrow(InvalidOptionError)
  })
})
