import { refMark, valueKind } from '../message/value-kind.ts'

/** Characters of an excerpt. */
const LONGEST = 40
/** Entries of one object, array, map or set. */
const MOST_ENTRIES = 10
const DEEPEST = 2

/**
 * A value on one line, as a person would write it, in part where it is large. Whatever it is made of, this neither throws nor
 * calls its getters.
 *
 * @param nameOf how the ref of an actor is called
 */
export function excerpt(value: unknown, nameOf: (path: string) => string = String): string {
  try {
    return cut(new Excerpt(nameOf).of(value, 0), LONGEST)
  } catch {
    return '(cannot be shown)'
  }
}

class Excerpt {
  private readonly nameOf: (path: string) => string

  constructor(nameOf: (path: string) => string) {
    this.nameOf = nameOf
  }

  of(value: unknown, depth: number): string {
    if (typeof value === 'string') return quoted(value.slice(0, LONGEST + 1))
    if (typeof value === 'bigint') return `${value}n`
    if (typeof value === 'function') return '(function)'
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value)
    return this.object(value, depth)
  }

  private object(value: object, depth: number): string {
    const kind = valueKind(value)
    if (kind === undefined) return '(object)'
    if (kind === 'ref' && refMark in value && 'path' in value) return this.nameOf(String(value.path))
    if (kind === 'ref' || kind === 'reply' || kind === 'regexp') return String(value)
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
    if (value instanceof Error)
      return `${String(own(value, 'name') ?? value.name)}: ${String(own(value, 'message') ?? '')}`
    if (value instanceof ArrayBuffer) return `ArrayBuffer(${value.byteLength})`
    if (ArrayBuffer.isView(value)) return `${nameOfView(value)}(${value.byteLength / bytesOf(value)})`
    return depth > DEEPEST ? '…' : this.whole(value, depth)
  }

  private whole(value: object, depth: number): string {
    const each = (part: unknown): string => this.of(part, depth + 1)
    if (Array.isArray(value))
      return enclosed(
        '[',
        this.some(indices(value), value.length, (i) => each(own(value, i))),
        ']',
      )
    if (value instanceof Map) {
      const shown = this.some(value, value.size, ([key, part]) => `${each(key)} => ${each(part)}`)
      return enclosed(`Map(${value.size}) {`, shown, '}')
    }
    if (value instanceof Set) return enclosed(`Set(${value.size}) {`, this.some(value, value.size, each), '}')
    const keys = Object.keys(value)
    return enclosed(
      '{',
      this.some(keys, keys.length, (key) => `${keyText(key)}: ${each(own(value, key))}`),
      '}',
    )
  }

  private some<T>(all: Iterable<T>, count: number, show: (each: T) => string): string[] {
    const shown: string[] = []
    for (const each of all) {
      if (shown.length === MOST_ENTRIES) break
      shown.push(show(each))
    }
    if (count > shown.length) shown.push(`… ${count - shown.length} more`)
    return shown
  }
}

/** What a property holds; a getter is not called. */
function own(value: object, key: PropertyKey): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

function* indices({ length }: readonly unknown[]): Generator<number> {
  for (let i = 0; i < length; i++) yield i
}

function enclosed(open: string, parts: readonly string[], close: string): string {
  return parts.length === 0 ? `${open}${close}` : `${open} ${parts.join(', ')} ${close}`
}

function keyText(key: string): string {
  const short = key.slice(0, LONGEST)
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(short) ? short : quoted(short)
}

/** In single quotes, unless there are some in it and no others. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(/[\\\p{Cc}\p{Zl}\p{Zp}]/gu, escapedCharacter)
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`
}

function escapedCharacter(character: string): string {
  if (character === '\\') return '\\\\'
  if (character === '\n') return '\\n'
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function nameOfView(view: ArrayBufferView): string {
  return Object.prototype.toString.call(view).slice('[object '.length, -1)
}

function bytesOf(view: ArrayBufferView): number {
  return 'BYTES_PER_ELEMENT' in view && typeof view.BYTES_PER_ELEMENT === 'number'
    ? view.BYTES_PER_ELEMENT
    : 1
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}
