import type { AnyActorRef } from '@troupe/core'

/** What matchers like `expect.any(Number)` are: they decide for themselves. */
interface AsymmetricMatcher {
  asymmetricMatch(value: unknown): boolean
}

/**
 * Whether a value is as expected: the same all the way down, by matchers where there are any. Two refs are equal if they
 * name the same actor; a property that is `undefined` is as good as none; the order of maps and sets does not count.
 */
export function equals(actual: unknown, expected: unknown): boolean {
  return same(actual, expected, new Map())
}

/** Those that are being compared further up: values may hold themselves. */
type Open = Map<object, unknown>

function same(actual: unknown, expected: unknown, open: Open): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual)
  if (Object.is(actual, expected)) return true
  if (!isObject(actual) || !isObject(expected)) return false
  if (isRef(actual) || isRef(expected)) return isRef(actual) && isRef(expected) && actual.equals(expected)
  if (Object.prototype.toString.call(actual) !== Object.prototype.toString.call(expected)) return false
  if (open.get(actual) === expected) return true
  open.set(actual, expected)
  const is = sameKind(actual, expected, open)
  open.delete(actual)
  return is
}

function sameKind(actual: object, expected: object, open: Open): boolean {
  if (Array.isArray(actual)) return Array.isArray(expected) && equalLists(actual, expected, open)
  if (actual instanceof Date) return expected instanceof Date && Object.is(+actual, +expected)
  if (actual instanceof RegExp) return String(actual) === String(expected)
  if (actual instanceof Map) return expected instanceof Map && equalBags([...actual], [...expected], open)
  if (actual instanceof Set) return expected instanceof Set && equalBags([...actual], [...expected], open)
  if (ArrayBuffer.isView(actual))
    return ArrayBuffer.isView(expected) && equalLists(bytes(actual), bytes(expected), open)
  if (actual instanceof ArrayBuffer)
    return expected instanceof ArrayBuffer && equalLists(bytes(actual), bytes(expected), open)
  if (actual instanceof Error)
    return (
      expected instanceof Error &&
      actual.name === expected.name &&
      actual.message === expected.message &&
      equalFields(actual, expected, open)
    )
  return equalFields(actual, expected, open)
}

function equalLists(actual: ArrayLike<unknown>, expected: ArrayLike<unknown>, open: Open): boolean {
  if (actual.length !== expected.length) return false
  for (let i = 0; i < actual.length; i++) if (!same(actual[i], expected[i], open)) return false
  return true
}

/** Whether each of the ones has one of the others for itself, in whatever order they come. */
function equalBags(actual: readonly unknown[], expected: readonly unknown[], open: Open): boolean {
  if (actual.length !== expected.length) return false
  const left = [...actual]
  return expected.every((each, i) => {
    const fits = (one: unknown): boolean => one !== TAKEN && same(one, each, open)
    const place = fits(left[i]) ? i : left.findIndex(fits)
    if (place < 0) return false
    left[place] = TAKEN
    return true
  })
}

const TAKEN = Symbol('taken')

function equalFields(actual: object, expected: object, open: Open): boolean {
  const keys = new Set([...Object.keys(actual), ...Object.keys(expected)])
  for (const key of keys) if (!same(Reflect.get(actual, key), Reflect.get(expected, key), open)) return false
  return true
}

function bytes(value: ArrayBuffer | ArrayBufferView): Uint8Array {
  return value instanceof ArrayBuffer
    ? new Uint8Array(value)
    : new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isRef(value: object): value is AnyActorRef {
  return 'isActorRef' in value && 'equals' in value
}

function isMatcher(value: unknown): value is AsymmetricMatcher {
  return isObject(value) && 'asymmetricMatch' in value && typeof value.asymmetricMatch === 'function'
}
