import { defineActor } from '@troupe/core'
import { expect, test } from 'vitest'
import { createTestSystem } from '../../src/index.ts'
import { equals } from '../../src/system/equality.ts'

const loop: { self?: unknown; id: number } = { id: 1 }
loop.self = loop
const sameLoop: { self?: unknown; id: number } = { id: 1 }
sameLoop.self = sameLoop

const alike: readonly (readonly [string, unknown, unknown])[] = [
  ['numbers', 1, 1],
  ['NaN', Number.NaN, Number.NaN],
  ['a property that is undefined, and none', { a: 1, b: undefined }, { a: 1 }],
  [
    'maps in another order',
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
    new Map([
      ['b', 2],
      ['a', 1],
    ]),
  ],
  ['sets of objects in another order', new Set([{ a: 1 }, { b: 2 }]), new Set([{ b: 2 }, { a: 1 }])],
  ['dates', new Date(5), new Date(5)],
  ['bytes', Uint8Array.of(1, 2), Uint8Array.of(1, 2)],
  ['errors', new TypeError('x'), new TypeError('x')],
  ['values that hold themselves', loop, sameLoop],
  ['any of a class', 7, expect.any(Number)],
  ['a matcher within', { id: 7, at: 'x' }, { id: expect.any(Number), at: 'x' }],
  ['part of an object', { user: { id: 7, name: 'ada' } }, { user: expect.objectContaining({ id: 7 }) }],
  [
    'a matcher in a matcher',
    { a: { b: [1, 2] } },
    expect.objectContaining({ a: { b: [1, expect.any(Number)] } }),
  ],
  ['part of a list', [[1, 2, 3]], [expect.arrayContaining([3, 1])]],
  ['a matcher that denies', { a: 1 }, expect.not.objectContaining({ b: 1 })],
  ['a number that is near', 0.1 + 0.2, expect.closeTo(0.3)],
  ['a matcher in a map', new Map([['a', 'xyz']]), new Map([['a', expect.stringContaining('y')]])],
  ['a matcher in a set', new Set([1, 'a']), new Set([expect.any(String), expect.anything()])],
]

const unlike: readonly (readonly [string, unknown, unknown])[] = [
  ['0 and -0', 0, -0],
  ['a list and an object', [], {}],
  ['maps with other values', new Map([['a', 1]]), new Map([['a', 2]])],
  ['sets of another size', new Set([1]), new Set([1, 2])],
  ['sets whose one fits two', new Set([1, 'b']), new Set([expect.any(Number), expect.any(Number)])],
  [
    'errors with other fields',
    Object.assign(new Error('x'), { code: 'a' }),
    Object.assign(new Error('x'), { code: 'b' }),
  ],
  ['values that hold themselves, and differ', loop, Object.assign({ ...sameLoop }, { id: 2 })],
  ['a matcher within that does not match', { id: '7' }, { id: expect.any(Number) }],
  ['an object too much', { a: 1, b: 2 }, { a: 1 }],
]

test.each(alike)('%s are as expected', (_what, actual, expected) => {
  expect(equals(actual, expected)).toBe(true)
})

test.each(unlike)('%s are not', (_what, actual, expected) => {
  expect(equals(actual, expected)).toBe(false)
})

test('refs are as expected where they name the same actor', async () => {
  const Idle = defineActor('Idle', () => ({}))
  await using sys = createTestSystem()
  const [one, other] = [sys.spawn(Idle, [], { name: 'one' }), sys.spawn(Idle, [], { name: 'other' })]
  expect(equals({ ref: sys.lookup(one.path) }, { ref: one })).toBe(true)
  expect(equals({ ref: other }, { ref: one })).toBe(false)
})
