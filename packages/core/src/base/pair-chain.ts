/** So many slots does each array of a chain have: a size that the collector moves at little cost. */
export const CHAINED_SLOTS = 1024

/** Pairs in an array from its first slot on, two slots each. */
interface Part<T> {
  readonly slots: (T | undefined)[]
  used: number
  next: Part<T> | undefined
}

/**
 * Pairs in arrays of one size, one behind the other: however many they become, none is copied, and their memory goes array
 * by array as they are taken.
 */
export class PairChain<T> {
  /** Slots in use. */
  used = 0

  private first: Part<T> | undefined = undefined
  private last: Part<T> | undefined = undefined

  push(one: T, other: T): void {
    const { last } = this
    const part = last === undefined || last.used === CHAINED_SLOTS ? this.append(last) : last
    const { slots, used } = part
    slots[used] = one
    slots[used + 1] = other
    part.used = used + 2
    this.used += 2
  }

  /** Takes the oldest array out, with all that is in it. */
  shift(): Omit<Part<T>, 'next'> | undefined {
    const part = this.first
    if (part === undefined) return undefined
    this.used -= part.used
    this.first = part.next
    if (part.next === undefined) this.last = undefined
    return part
  }

  private append(last: Part<T> | undefined): Part<T> {
    const part: Part<T> = { slots: emptySlots(CHAINED_SLOTS), used: 0, next: undefined }
    if (last === undefined) this.first = part
    else last.next = part
    this.last = part
    return part
  }
}

/** Slots that hold anything later: V8 keeps arrays that were filled with one kind of number apart. */
export function emptySlots<T>(size: number): (T | undefined)[] {
  return new Array<T | undefined>(size).fill(undefined)
}
