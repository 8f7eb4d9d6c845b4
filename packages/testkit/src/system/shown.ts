import { inspect } from 'node:util'

/** A message as a person would write it, on one line: `write(1, 'two')`. What is large is shown in part. */
export function show(name: string, args: readonly unknown[]): string {
  return `${name}(${args.map(showValue).join(', ')})`
}

/** How much of a value is shown. */
const MOST_PARTS = 200
const MOST_ENTRIES = 20
const MOST_CHARACTERS = 200
const LONGEST = 2000
const DEEPEST = 6

const ON_ONE_LINE = {
  depth: DEEPEST + 1,
  breakLength: Number.POSITIVE_INFINITY,
  compact: true,
  maxStringLength: null,
  maxArrayLength: null,
} as const

/** A value on one line; matchers as test runners show them, wherever they are in it. */
export function showValue(value: unknown): string {
  try {
    return cut(inspect(new Excerpt().of(value, 0), ON_ONE_LINE), LONGEST)
  } catch {
    return 'a value that cannot be shown'
  }
}

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

/** A copy of a value for people to read: without what is too much, and with matchers as test runners write them. */
class Excerpt {
  private left = MOST_PARTS
  private readonly open = new Set<object>()

  of(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return new Shown(inspect(cut(value, MOST_CHARACTERS)))
    if (typeof value !== 'object' || value === null) return value
    if (this.open.has(value)) return new Shown('[Circular]')
    if (depth > DEEPEST || this.left <= 0) return new Shown('…')
    this.open.add(value)
    const shown = this.whole(value, depth)
    this.open.delete(value)
    return shown
  }

  private whole(value: object, depth: number): unknown {
    if ('asymmetricMatch' in value) return new Shown(this.matcher(value, depth))
    if (Array.isArray(value)) return this.some(value, (each) => this.of(each, depth + 1))
    if (value instanceof Set) return new Set(this.some([...value], (each) => this.of(each, depth + 1)))
    if (value instanceof Map)
      return new Map(
        this.some([...value], ([key, each]) => [this.of(key, depth + 1), this.of(each, depth + 1)]).map(pair),
      )
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return new Shown(instanceText(value))
    const entries = this.some(Object.entries(value), ([key, each]) => [key, this.of(each, depth + 1)])
    return Object.fromEntries(entries.map(pair))
  }

  /** The first of them, and how many there are beside. */
  private some<T, S>(all: readonly T[], read: (each: T) => S): (S | Shown)[] {
    const shown: (S | Shown)[] = []
    for (const each of all) {
      if (shown.length === MOST_ENTRIES || this.left <= 0) break
      this.left--
      shown.push(read(each))
    }
    if (shown.length < all.length) shown.push(new Shown(`${all.length - shown.length} more`))
    return shown
  }

  /** `Any<Number>`, `ObjectContaining { id: 1 }`: as test runners do. */
  private matcher(matcher: object, depth: number): string {
    if ('toAsymmetricMatcher' in matcher && typeof matcher.toAsymmetricMatcher === 'function')
      return cut(String(matcher.toAsymmetricMatcher()), LONGEST)
    if (!('sample' in matcher)) return String(matcher)
    return `${String(matcher)} ${inspect(this.of(matcher.sample, depth + 1), ON_ONE_LINE)}`
  }
}

/** An entry of a map or an object; or, for what is left out, one that says so. */
function pair(entry: readonly unknown[] | Shown): [unknown, unknown] {
  return entry instanceof Shown ? ['…', entry] : [entry[0], entry[1]]
}

/** What is no plain data, as the host shows it, without what it holds further down. */
function instanceText(value: object): string {
  return cut(inspect(value, { ...ON_ONE_LINE, depth: 1 }), MOST_CHARACTERS)
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… ${text.length - most} more characters`
}
