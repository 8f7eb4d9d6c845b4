import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { createSystem, defineActor } from '../../src/index.ts'
import { excerpt } from '../../src/picture/excerpt.ts'

const circle: Record<string, unknown> = { a: 1 }
circle.self = circle

describe('an excerpt of a value', () => {
  it.each([
    [1, '1'],
    [-0, '-0'],
    [5n, '5n'],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'undefined'],
    ['text', "'text'"],
    ["it's", `"it's"`],
    [`it's "so"`, `'it\\'s "so"'`],
    ['a\nb\u0007\u2028', "'a\\nb\\u0007\u2028'"],
    [[], '[]'],
    [[1, 'a'], "[ 1, 'a' ]"],
    [{}, '{}'],
    [{ to: 1, 'a b': [2] }, "{ to: 1, 'a b': [ 2 ] }"],
    [Object.create(null), '{}'],
    [new Map([['a', 1]]), "Map(1) { 'a' => 1 }"],
    [new Set([1, 2]), 'Set(2) { 1, 2 }'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(Number.NaN), 'Invalid Date'],
    [/a/g, '/a/g'],
    [new TypeError('no'), 'TypeError: no'],
    [new Uint32Array(5), 'Uint32Array(5)'],
    [new DataView(new ArrayBuffer(3)), 'DataView(3)'],
    [new ArrayBuffer(7), 'ArrayBuffer(7)'],
    [runInNewContext('({ a: [1] })'), '{ a: [ 1 ] }'],
  ])('number %#', (value, text) => {
    expect(excerpt(value)).toBe(text.replace('\u2028', '\\u2028'))
  })

  it('has no more than forty characters, ten entries and three levels', () => {
    expect(excerpt('x'.repeat(1_000_000))).toBe(`'${'x'.repeat(39)}…`)
    expect(excerpt(Array.from({ length: 1_000_000 }, () => 1))).toBe(
      '[ 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, … 999990…',
    )
    expect(excerpt([[[[]]]])).toBe('[ [ [ … ] ] ]')
    expect(excerpt(circle)).toBe('{ a: 1, self: { a: 1, self: { a: 1, self…')
  })

  it('names the refs of actors', async () => {
    await using system = await createSystem()
    const ref = system.spawn(
      defineActor('A', () => ({})),
      [],
      { name: 'anna' },
    )
    expect(excerpt([ref], (path) => path.replace('troupe://main/', ''))).toBe('[ anna ]')
  })

  it('calls no getter, and survives what throws wherever it is touched', () => {
    const thrower = (): never => {
      throw new Error('do not touch')
    }
    const traps = new Proxy({}, { get: () => thrower })
    expect(excerpt(new Proxy({}, traps))).toBe('(cannot be shown)')
    expect(
      excerpt({
        get a() {
          return thrower()
        },
        b: 1,
      }),
    ).toBe('{ a: undefined, b: 1 }')
    expect(excerpt(Object.defineProperty([], '0', { get: thrower }))).toBe('[ undefined ]')
    class Own {}
    expect(excerpt([new Own(), () => 1, Symbol('s')])).toBe('[ (object), (function), Symbol(s) ]')
    const error = new Error('x')
    Object.defineProperty(error, 'message', { get: thrower })
    expect(excerpt(error)).toBe('Error: ')
  })
})
