import type { AnyActorRef } from '@troupe/core'

/** What matchers like `expect.any(Number)` are: they decide for themselves. */
interface AsymmetricMatcher {
  asymmetricMatch(value: unknown): boolean
}

/**
 * Whether a value is as expected: the same all the way down, by matchers where there are any. Two refs are equal if they
 * name the same actor; a property that is `undefined` is as good as none.
 */
export function equals(actual: unknown, expected: unknown): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual)
  if (Object.is(actual, expected)) return true
  if (!isObject(actual) || !isObject(expected)) return false
  if (isRef(actual) || isRef(expected)) return isRef(actual) && isRef(expected) && actual.equals(expected)
  if (Object.prototype.toString.call(actual) !== Object.prototype.toString.call(expected)) return false
  return sameKind(actual, expected)
}

function sameKind(actual: object, expected: object): boolean {
  if (Array.isArray(actual)) return Array.isArray(expected) && equalLists(actual, expected)
  if (actual instanceof Date) return expected instanceof Date && Object.is(+actual, +expected)
  if (actual instanceof RegExp) return String(actual) === String(expected)
  if (actual instanceof Map) return expected instanceof Map && equalLists([...actual], [...expected])
  if (actual instanceof Set) return expected instanceof Set && equalLists([...actual], [...expected])
  if (ArrayBuffer.isView(actual))
    return ArrayBuffer.isView(expected) && equalLists(bytes(actual), bytes(expected))
  if (actual instanceof ArrayBuffer)
    return expected instanceof ArrayBuffer && equalLists(bytes(actual), bytes(expected))
  if (actual instanceof Error)
    return expected instanceof Error && actual.name === expected.name && actual.message === expected.message
  return equalFields(actual, expected)
}

function equalLists(actual: ArrayLike<unknown>, expected: ArrayLike<unknown>): boolean {
  if (actual.length !== expected.length) return false
  for (let i = 0; i < actual.length; i++) if (!equals(actual[i], expected[i])) return false
  return true
}

function equalFields(actual: object, expected: object): boolean {
  const keys = new Set([...Object.keys(actual), ...Object.keys(expected)])
  for (const key of keys) if (!equals(Reflect.get(actual, key), Reflect.get(expected, key))) return false
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
