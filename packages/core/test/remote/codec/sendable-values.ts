import { inspect, isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { expect } from 'vitest'
import { FakeRef } from './codec-fixture.ts'

const key = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('id', 'name', 'x', '1', '-1', 'toString', 'constructor', '__proto__', ''),
  },
)

/** Any string at all, lone surrogates included. */
export const anyString = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((units) => String.fromCharCode(...units)),
  fc.string({ minLength: 25, maxLength: 40, unit: 'grapheme-ascii' }),
)

const anyNumber = fc.oneof(
  fc.integer(),
  fc.integer({ min: -2, max: 70 }),
  fc.double(),
  fc.constantFrom(-0, Number.NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53),
)

const views: fc.Arbitrary<unknown>[] = [
  fc.int8Array(),
  fc.uint8Array(),
  fc.uint8ClampedArray(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array(),
  fc.float64Array(),
  fc.bigInt64Array(),
  fc.bigUint64Array(),
  fc.uint8Array().map((bytes) => new DataView(new Uint8Array(bytes).buffer)),
  fc.uint8Array().map((bytes) => new Uint8Array(bytes).buffer),
]

const leaf = fc.oneof(
  fc.constantFrom(undefined, null, true, false),
  anyNumber,
  fc.bigInt(),
  anyString,
  // Two invalid dates are never equal; that one stays invalid has a test of its own.
  fc.date({ noInvalidDate: true }),
  fc.constantFrom(/a+/, /[/\]\n]/giu, /(?:)/, /\p{L}/u),
  fc
    .record({ node: fc.nat(), uid: fc.maxSafeNat(), path: anyString })
    .map((a) => new FakeRef(a.node, a.uid, a.path)),
  ...views,
)

function fieldsOf(entries: readonly (readonly [string, unknown])[]): object {
  const target = {}
  for (const [name, value] of entries) {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  }
  return target
}

/** Any value that actors can send each other, but for errors, which arrive as errors of an equal kind. */
export const sendable = fc.letrec<{ value: unknown }>((tie) => {
  const value = tie('value')
  return {
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(fc.tuple(key, value), { maxLength: 6 }).map(fieldsOf),
      fc.record({ id: value, name: anyString, x: anyNumber }, { noNullPrototype: true }),
      fc.array(fc.tuple(key, fc.nat()), { minLength: 30, maxLength: 40 }).map(fieldsOf),
      fc.array(value, { maxLength: 20 }),
      fc.array(fc.tuple(value, value), { maxLength: 4 }).map((entries) => new Map(entries)),
      fc.array(value, { maxLength: 4 }).map((items) => new Set(items)),
    ),
  }
}).value

/** Checks `rule` for many values; the report of a failure has the seed to see it again. */
export function forAll<T>(values: fc.Arbitrary<T>, rule: (value: T) => void, numRuns = 200): void {
  const property = fc.property(values, (value) => {
    rule(value)
  })
  // Nothing to wait for: the property is synchronous.
  void fc.assert(property, { numRuns })
}

/** Not `toStrictEqual`, which takes a field named `constructor` for the class. */
export function expectSame(arrived: unknown, sent: unknown): void {
  if (isDeepStrictEqual(arrived, sent)) return
  expect.fail(`sent ${inspect(sent, { depth: 9 })}, but ${inspect(arrived, { depth: 9 })} arrived`)
}
