import { inspect } from 'node:util'

/** A message as a person would write it: `write(1, 'two')`. */
export function show(name: string, args: readonly unknown[]): string {
  return `${name}(${args.map(showValue).join(', ')})`
}

/** A value on one line; matchers as test runners show them, wherever they are in it. */
export function showValue(value: unknown): string {
  return inspect(readable(value, 0), { depth: DEEPEST, breakLength: Number.POSITIVE_INFINITY })
}

const DEEPEST = 6

/** Stands in for what would be shown with all that it is made of. */
class Shown {
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  [inspect.custom](): string {
    return this.text
  }
}

function readable(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value
  if ('asymmetricMatch' in value) return new Shown(matcherText(value))
  const deeper = (each: unknown): unknown => readable(each, depth + 1)
  if (Array.isArray(value)) return value.map(deeper)
  if (value instanceof Map) return new Map(Array.from(value, ([key, each]) => [deeper(key), deeper(each)]))
  if (value instanceof Set) return new Set(Array.from(value, deeper))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deeper(each)]))
}

/** `Any<Number>`, `ObjectContaining { id: 1 }`: as test runners do. */
function matcherText(matcher: object): string {
  if ('toAsymmetricMatcher' in matcher && typeof matcher.toAsymmetricMatcher === 'function')
    return String(matcher.toAsymmetricMatcher())
  return 'sample' in matcher ? `${String(matcher)} ${showValue(matcher.sample)}` : String(matcher)
}
