import { errorFromData, errorToData } from './error-data.ts'
import { checkMovable, isGone, type Moved, moveWithViews, viewPlaces } from './transfer.ts'
import { withPlace } from './unsendable-place.ts'
import { DEEPEST_VALUE, refuse, refuseDepth, refuseMoved, refuseProxy, valueKind } from './value-kind.ts'

/**
 * Makes a value safe to hand from one actor to another. One walk checks that it can be sent and sees to it that what
 * the receiver gets can't be changed by the sender afterwards.
 */
export interface Sealer {
  /**
   * @param transfer buffers inside `value` that move instead of being copied
   * @returns what the receiver gets: `value` itself wherever that is possible
   * @throws UnsendableError, with nothing changed
   */
  seal(value: unknown, transfer?: readonly ArrayBuffer[]): unknown
  /**
   * Seals an answer, which may be the very state of the actor that gives it: whatever can still change is left as it
   * is, and a copy of it goes.
   *
   * @throws UnsendableError
   */
  snapshot(value: unknown): unknown
}

/**
 * Seals values for receivers in the same thread: plain objects and arrays are frozen in place, deeply, and what can't
 * be frozen (maps, sets, dates, buffers, errors) is copied, together with the objects that hold it. Of an answer, only
 * what is frozen already stays in place.
 */
export class FreezingSealer implements Sealer {
  /**
   * What the walk that is under way will freeze, once it has come to its end without a refusal. A walk may begin
   * inside another one, where a getter sends a message, and then stacks its own on top.
   */
  private readonly found: (object | undefined)[] = []
  private foundCount = 0
  /** The errors that are being copied: one that contains itself is described there. */
  private readonly openErrors = new Set<Error>()
  private readonly isProxy: (value: object) => boolean

  constructor(isProxy: (value: object) => boolean) {
    this.isProxy = isProxy
  }

  seal(value: unknown, transfer?: readonly ArrayBuffer[]): unknown {
    if (typeof value !== 'object' || value === null) {
      if (typeof value === 'function' || typeof value === 'symbol') throw refuse(value)
      return value
    }
    if (transfer === undefined) return this.sealWhole(value, undefined)
    return this.sealMoving(value, new Set(transfer))
  }

  snapshot(value: unknown): unknown {
    if (typeof value === 'object' && value !== null) return this.snapWhole(value)
    if (typeof value === 'function' || typeof value === 'symbol') throw refuse(value)
    return value
  }

  private snapWhole(value: object): object {
    try {
      return this.snapObject(value, 0)
    } catch (error) {
      throw withPlace(error, value, this.isProxy)
    }
  }

  private sealWhole(value: object, moved: Moved | undefined): object {
    const start = this.foundCount
    let sealed: object
    try {
      sealed = this.sealObject(value, 0, moved)
    } catch (error) {
      this.foundCount = start
      throw withPlace(error, value, this.isProxy)
    }
    if (this.foundCount > start) this.freezeFound(start)
    return sealed
  }

  private freezeFound(start: number): void {
    const { found } = this
    for (let i = start; i < this.foundCount; i++) {
      Object.freeze(found[i])
      found[i] = undefined
    }
    this.foundCount = start
  }

  private sealMoving(value: object, buffers: ReadonlySet<ArrayBuffer>): object {
    checkMovable(buffers)
    const places = viewPlaces(value, buffers)
    const standIns = new Map<object, object>()
    for (const buffer of buffers) standIns.set(buffer, {})
    for (const { view } of places) standIns.set(view, {})
    this.check(value, standIns)
    return this.sealWhole(value, moveWithViews(buffers, places))
  }

  /** Refuses what sealing would refuse, before anything moves: a failed send may cost the sender nothing. */
  private check(value: object, moved: Moved): void {
    const start = this.foundCount
    try {
      this.sealObject(value, 0, moved)
    } catch (error) {
      throw withPlace(error, value, this.isProxy)
    } finally {
      this.foundCount = start
    }
  }

  private sealValue(value: unknown, depth: number, moved: Moved | undefined): unknown {
    if (typeof value === 'object' && value !== null) return this.sealObject(value, depth + 1, moved)
    if (typeof value === 'function' || typeof value === 'symbol') throw refuse(value)
    return value
  }

  private sealObject(value: object, depth: number, moved: Moved | undefined): object {
    if (depth > DEEPEST_VALUE) throw refuseDepth()
    if (this.isProxy(value)) throw refuseProxy()
    const kind = valueKind(value)
    if (kind === 'plain') return this.sealPlain(value as Record<string, unknown>, depth, moved)
    if (kind === 'array') return this.sealArray(value as unknown[], depth, moved)
    if (kind === 'ref' || kind === 'reply') return value
    if (kind === undefined) throw refuse(value)
    return moved?.get(value) ?? this.copy(value, (part) => this.sealPart(part, depth, moved))
  }

  private sealPlain(value: Record<string, unknown>, depth: number, moved: Moved | undefined): object {
    let copy: Record<string, unknown> | undefined
    for (const key in value) {
      const field = value[key]
      const sealed = this.sealValue(field, depth, moved)
      if (Object.is(sealed, field)) continue
      copy ??= { ...value }
      copy[key] = sealed
    }
    return this.freezeLater(copy ?? value, depth, moved)
  }

  private sealArray(value: unknown[], depth: number, moved: Moved | undefined): object {
    let copy: unknown[] | undefined
    for (let i = 0; i < value.length; i++) {
      const item = value[i]
      const sealed = this.sealValue(item, depth, moved)
      if (Object.is(sealed, item)) continue
      copy ??= value.slice()
      copy[i] = sealed
    }
    return this.freezeLater(copy ?? value, depth, moved)
  }

  private freezeLater(value: object, depth: number, moved: Moved | undefined): object {
    // The outermost comes to its end last: nothing can be refused after it, unless buffers are still to move.
    if (depth === 0 && moved === undefined) return Object.freeze(value)
    this.found[this.foundCount++] = value
    return value
  }

  private snapValue(value: unknown, depth: number): unknown {
    if (typeof value === 'object' && value !== null) return this.snapObject(value, depth + 1)
    if (typeof value === 'function' || typeof value === 'symbol') throw refuse(value)
    return value
  }

  private snapObject(value: object, depth: number): object {
    if (depth > DEEPEST_VALUE) throw refuseDepth()
    if (this.isProxy(value)) throw refuseProxy()
    const kind = valueKind(value)
    if (kind === 'plain') return this.snapPlain(value as Record<string, unknown>, depth)
    if (kind === 'array') return this.snapArray(value as unknown[], depth)
    if (kind === 'ref' || kind === 'reply') return value
    if (kind === undefined) throw refuse(value)
    return this.copy(value, (part) => this.snapValue(part, depth))
  }

  // A copy is frozen as soon as it is whole: a refusal later on costs nobody anything, since nobody else holds it.
  private snapPlain(value: Record<string, unknown>, depth: number): object {
    // Built key by key: V8 takes three times as long to freeze what a spread made.
    let copy: Record<string, unknown> | undefined = Object.isFrozen(value) ? undefined : {}
    for (const key in value) {
      const field = value[key]
      const sealed = this.snapValue(field, depth)
      if (copy === undefined) {
        if (Object.is(sealed, field)) continue
        copy = { ...value }
      }
      if (key === '__proto__') Object.defineProperty(copy, key, { value: sealed, enumerable: true })
      else copy[key] = sealed
    }
    return copy === undefined ? value : Object.freeze(copy)
  }

  private snapArray(value: unknown[], depth: number): object {
    let copy = Object.isFrozen(value) ? undefined : value.slice()
    const read = copy ?? value
    for (let i = 0; i < read.length; i++) {
      const item = read[i]
      const sealed = this.snapValue(item, depth)
      if (Object.is(sealed, item)) continue
      copy ??= value.slice()
      copy[i] = sealed
    }
    return copy === undefined ? value : Object.freeze(copy)
  }

  /** @param inner seals what the value holds, and leaves no trace of what it refuses */
  private copy(value: object, inner: (part: unknown) => unknown): object {
    if (value instanceof Date) return new Date(value)
    if (value instanceof RegExp) return new RegExp(value.source, value.flags)
    if (value instanceof Map) return copyMap(value, inner)
    if (value instanceof Set) return copySet(value, inner)
    if (value instanceof Error) return this.copyError(value, inner)
    if (isGone(value)) throw refuseMoved()
    return structuredClone(value)
  }

  private copyError(error: Error, inner: (part: unknown) => unknown): Error {
    if (this.openErrors.has(error)) throw refuseDepth()
    this.openErrors.add(error)
    try {
      return errorFromData(errorToData(error, inner))
    } finally {
      this.openErrors.delete(error)
    }
  }

  /** Seals what may turn out to be unsendable, which costs an error that one value and not its way. */
  private sealPart(part: unknown, depth: number, moved: Moved | undefined): unknown {
    const start = this.foundCount
    try {
      return this.sealValue(part, depth, moved)
    } catch (error) {
      this.foundCount = start
      throw error
    }
  }
}

// Loops: with a call for each entry between them, a thousand levels are more than the stack holds.
function copyMap(map: ReadonlyMap<unknown, unknown>, inner: (part: unknown) => unknown): object {
  const copy = new Map<unknown, unknown>()
  for (const [key, item] of map) copy.set(inner(key), inner(item))
  return copy
}

function copySet(set: ReadonlySet<unknown>, inner: (part: unknown) => unknown): object {
  const copy = new Set<unknown>()
  for (const item of set) copy.add(inner(item))
  return copy
}
