const SMALLEST = 4
const KEPT_WHEN_EMPTY = 512

/**
 * A first-in, first-out queue of pairs, laid flat: a pair takes two neighbouring slots, so that queueing one
 * allocates nothing. A taken pair's first value is returned, its second waits in {@link PairRing.second}.
 */
export class PairRing<A, B> {
  /** The second value of the pair that was taken last. */
  second: B | undefined = undefined

  private slots: (A | B | undefined)[] | undefined = undefined
  private head = 0
  private used = 0

  get length(): number {
    return this.used >>> 1
  }

  push(first: A, second: B): void {
    let slots = this.slots
    if (slots === undefined) slots = this.resize(SMALLEST)
    else if (this.used === slots.length) slots = this.resize(slots.length * 2)
    const tail = (this.head + this.used) & (slots.length - 1)
    slots[tail] = first
    slots[tail + 1] = second
    this.used += 2
  }

  /** Takes the oldest pair: returns its first value and leaves the second in {@link PairRing.second}. */
  shift(): A | undefined {
    const slots = this.slots
    if (slots === undefined || this.used === 0) return undefined
    const head = this.head
    const first = slots[head]
    this.second = slots[head + 1] as B
    slots[head] = undefined
    slots[head + 1] = undefined
    this.head = (head + 2) & (slots.length - 1)
    this.used -= 2
    // A burst must not leave its memory behind in an actor that goes idle.
    if (this.used === 0 && slots.length > KEPT_WHEN_EMPTY) this.slots = undefined
    return first as A
  }

  /** Puts a pair ahead of all others. */
  unshift(first: A, second: B): void {
    let slots = this.slots
    if (slots === undefined) slots = this.resize(SMALLEST)
    else if (this.used === slots.length) slots = this.resize(slots.length * 2)
    this.head = (this.head - 2) & (slots.length - 1)
    slots[this.head] = first
    slots[this.head + 1] = second
    this.used += 2
  }

  private resize(size: number): (A | B | undefined)[] {
    const old = this.slots
    const grown = new Array<A | B | undefined>(size).fill(undefined)
    if (old !== undefined)
      for (let i = 0; i < this.used; i++) grown[i] = old[(this.head + i) & (old.length - 1)]
    this.head = 0
    this.slots = grown
    return grown
  }
}
