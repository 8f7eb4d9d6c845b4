import { UnsendableError } from './errors.ts'
import { isGone } from './transfer.ts'
import { DEEPEST_VALUE, refuse, refuseDepth, refuseMoved, refuseProxy, valueKind } from './value-kind.ts'

/** Of a larger value the place is not looked for to the end: a refusal must not hold up the thread. */
const MOST_PARTS = 100_000

/** What is shown of a place. */
const LONGEST_PLACE = 160

/**
 * Says in the refusal of `sent` where in it the value lies that was refused. That is looked for now, so that what can be
 * sent costs nothing. No getter is called, which could do anything a second time: of what one gave, only the getter is named.
 *
 * @returns the error to throw: `error` itself where it is another one, or the place is not known, or is all of `sent`
 */
export function withPlace(error: unknown, sent: unknown, isProxy: (value: object) => boolean): unknown {
  if (!(error instanceof UnsendableError)) return error
  const said = new Search(error.message, isProxy).wordsFor(sent)
  // A new one: an error of the first has the recursion in its stack, and not whoever sent the value.
  return said === undefined ? error : new UnsendableError(`${error.message} ${said}`)
}

/** A walk in the order of sealing and encoding, for the first part that is refused in those words. */
class Search {
  private readonly refusal: string
  private readonly isProxy: (value: object) => boolean
  /** Those that the walk is inside of, with their places. */
  private readonly around = new Map<object, string>()
  private readonly seen = new Set<object>()
  private readonly getters: string[] = []
  private looked = 0

  constructor(refusal: string, isProxy: (value: object) => boolean) {
    this.refusal = refusal
    this.isProxy = isProxy
  }

  wordsFor(sent: unknown): string | undefined {
    const place = this.placeIn(sent, 'payload')
    if (place !== undefined) return place === 'payload' ? undefined : `It lies at ${shortened(place)}.`
    const [getter, another] = this.getters
    return getter === undefined || another !== undefined
      ? undefined
      : `It may come from the getter at ${shortened(getter)}.`
  }

  private placeIn(value: unknown, place: string): string | undefined {
    if (typeof value === 'function' || typeof value === 'symbol') return this.if(refuse(value), place)
    if (typeof value !== 'object' || value === null) return undefined
    if (this.isProxy(value)) return this.if(refuseProxy(), place)
    const itself = this.around.get(value)
    if (itself !== undefined) return this.if(refuseDepth(), `${place}, which is ${itself}`)
    if (this.around.size > DEEPEST_VALUE) return this.if(refuseDepth(), place)
    if (this.seen.has(value)) return undefined
    this.seen.add(value)
    const kind = valueKind(value)
    if (kind === undefined) return this.if(refuse(value), place)
    if (kind === 'buffer' || kind === 'view') return isGone(value) ? this.if(refuseMoved(), place) : undefined
    if (kind === 'error' || kind === 'ref' || kind === 'reply') return undefined
    return this.placeAmong(value, place)
  }

  private placeAmong(value: object, place: string): string | undefined {
    this.around.set(value, place)
    for (const { part, at, isGetter } of partsOf(value, place)) {
      if (++this.looked > MOST_PARTS) return undefined
      if (isGetter) this.getters.push(at)
      const found = this.placeIn(part, at)
      if (found !== undefined) return found
    }
    this.around.delete(value)
    return undefined
  }

  private if({ message }: UnsendableError, place: string): string | undefined {
    return message === this.refusal ? place : undefined
  }
}

interface Part {
  readonly part: unknown
  /** The expression that leads there. */
  readonly at: string
  readonly isGetter?: boolean
}

function partsOf(value: object, place: string): Iterable<Part> {
  if (value instanceof Map) return partsOfMap(value, place)
  if (value instanceof Set) return partsOfSet(value, place)
  return Array.isArray(value) ? partsOfArray(value, place) : partsOfObject(value, place)
}

function* partsOfObject(value: object, place: string): Generator<Part> {
  for (const key of Object.keys(value)) yield ownPart(value, key, place + member(key))
}

function* partsOfArray(value: readonly unknown[], place: string): Generator<Part> {
  for (let i = 0; i < value.length; i++) yield ownPart(value, i, `${place}[${i}]`)
}

function ownPart(value: object, key: PropertyKey, at: string): Part {
  const { value: part, get } = Object.getOwnPropertyDescriptor(value, key) ?? {}
  return { part, at, isGetter: get !== undefined }
}

function* partsOfMap(map: ReadonlyMap<unknown, unknown>, place: string): Generator<Part> {
  let index = 0
  for (const [key, part] of map) {
    yield { part: key, at: `[...${place}.keys()][${index}]` }
    const name =
      typeof key === 'string' ? JSON.stringify(key) : typeof key === 'number' ? String(key) : undefined
    yield { part, at: name === undefined ? `[...${place}.values()][${index}]` : `${place}.get(${name})` }
    index++
  }
}

function* partsOfSet(set: ReadonlySet<unknown>, place: string): Generator<Part> {
  let index = 0
  for (const part of set) yield { part, at: `[...${place}][${index++}]` }
}

function member(key: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
}

function shortened(place: string): string {
  const half = LONGEST_PLACE / 2
  return place.length > LONGEST_PLACE ? `${place.slice(0, half)} … ${place.slice(-half)}` : place
}
