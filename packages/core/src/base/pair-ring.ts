import { CHAINED_SLOTS, emptySlots, PairChain } from './pair-chain.ts'

const SMALLEST = 4

/** Where the second value of a taken pair goes. */
export interface PairTaker<B> {
  payload: B | undefined
}

/**
 * A first-in, first-out queue of pairs, laid flat, so that queueing one allocates nothing: each takes two neighbouring
 * slots. A few wrap around in one array, which doubles when it is full; what a burst brings beyond that waits in a chain
 * behind it.
 */
export class PairRing<A extends string | number | object, B> {
  private slots: (A | B | undefined)[] | undefined = undefined
  private head = 0
  private used = 0
  /** What came after the ring was full, as long as some of it waits. */
  private behind: PairChain<A | B> | undefined = undefined

  get length(): number {
    const { used, behind } = this
    return (behind === undefined ? used : used + behind.used) >>> 1
  }

  push(first: A, second: B): void {
    const { used, behind } = this
    let { slots } = this
    if (behind !== undefined) {
      behind.push(first, second)
      return
    }
    if (slots === undefined) slots = this.resize(SMALLEST)
    else if (used === slots.length) {
      if (used >= CHAINED_SLOTS) {
        this.behind = new PairChain()
        this.behind.push(first, second)
        return
      }
      slots = this.resize(used * 2)
    }
    const tail = (this.head + used) & (slots.length - 1)
    slots[tail] = first
    slots[tail + 1] = second
    this.used = used + 2
  }

  /** Takes the oldest pair: returns its first value and leaves the second with the taker, unless there is none. */
  shift(taker: PairTaker<B>): A | undefined {
    const { slots, used, head } = this
    if (slots === undefined || used === 0) return undefined
    const first = slots[head]
    taker.payload = slots[head + 1] as B
    slots[head] = undefined
    slots[head + 1] = undefined
    this.head = (head + 2) & (slots.length - 1)
    this.used = used - 2
    if (used === 2 && (this.behind !== undefined || slots.length > CHAINED_SLOTS)) this.advance()
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

  /** The ring is empty, and what waits behind it comes next. What many had to be put back into must not stay. */
  private advance(): void {
    const part = this.behind?.shift()
    this.slots = part?.slots
    this.head = 0
    this.used = part?.used ?? 0
    if (this.behind?.used === 0) this.behind = undefined
  }

  private resize(size: number): (A | B | undefined)[] {
    const old = this.slots
    const grown = emptySlots<A | B>(size)
    if (old !== undefined)
      for (let i = 0; i < this.used; i++) grown[i] = old[(this.head + i) & (old.length - 1)]
    this.head = 0
    this.slots = grown
    return grown
  }
}
