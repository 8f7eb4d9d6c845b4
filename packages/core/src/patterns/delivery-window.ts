/** What was sent and is not yet known to be handled, numbered from 1 in the order it was sent. */
export class DeliveryWindow<T> {
  /** The number of the first that is kept; where none is, the one that the next will have. */
  first = 1
  private readonly items: T[] = []
  private readonly size: number

  /** @param size how many it keeps at most */
  constructor(size: number) {
    this.size = size
  }

  get isFull(): boolean {
    return this.items.length >= this.size
  }

  get isEmpty(): boolean {
    return this.items.length === 0
  }

  /** Whether it keeps half as many as it may, or fewer. */
  get isHalfEmpty(): boolean {
    return this.items.length <= this.size / 2
  }

  /** Keeps one more, and returns its number. */
  add(item: T): number {
    return this.first + this.items.push(item) - 1
  }

  /** All up to that number have been handled: takes them out, in order. What is not kept is none of its business. */
  acknowledge(upTo: number): T[] {
    const count = Math.min(upTo - this.first + 1, this.items.length)
    return count > 0 ? this.take(count) : []
  }

  /** Takes out the first, so that those behind it have their turn. */
  giveUp(): T | undefined {
    return this.take(1)[0]
  }

  /** Takes out all. */
  clear(): T[] {
    return this.take(this.items.length)
  }

  /** Each that is kept, with its number. */
  *[Symbol.iterator](): Iterator<readonly [number: number, item: T]> {
    for (const [index, item] of this.items.entries()) yield [this.first + index, item]
  }

  private take(count: number): T[] {
    const taken = this.items.splice(0, count)
    this.first += taken.length
    return taken
  }
}
