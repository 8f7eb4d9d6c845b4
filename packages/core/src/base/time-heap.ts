/** What has a time at which it is due. */
export interface Timed {
  /** Must not change while it is in a heap. */
  readonly deadline: number
  /** Where it lies; the heap's own, negative while it is in none. */
  place: number
}

/** Things in the order in which they are due: the first is found at once, and any can be taken out. */
export class TimeHeap<T extends Timed> {
  private readonly items: T[] = []

  get size(): number {
    return this.items.length
  }

  /** What is due first. */
  get first(): T | undefined {
    return this.items[0]
  }

  /** All of them, in no particular order. */
  [Symbol.iterator](): Iterator<T> {
    return this.items[Symbol.iterator]()
  }

  push(item: T): void {
    this.items.push(item)
    this.rise(item, this.items.length - 1)
  }

  /** Takes out an item; one that is in no heap is left alone. */
  remove(item: T): void {
    const { place } = item
    if (place < 0) return
    item.place = -1
    const last = this.items.pop()
    if (last === undefined || last === item) return
    this.rise(last, place)
    if (last.place === place) this.sink(last, place)
  }

  private rise(item: T, from: number): void {
    let place = from
    while (place > 0) {
      const above = (place - 1) >>> 1
      const parent = this.items[above]
      if (parent === undefined || parent.deadline <= item.deadline) break
      this.put(parent, place)
      place = above
    }
    this.put(item, place)
  }

  private sink(item: T, from: number): void {
    let place = from
    for (;;) {
      const child = this.earlierChild(place)
      if (child === undefined || child.deadline >= item.deadline) break
      const below = child.place
      this.put(child, place)
      place = below
    }
    this.put(item, place)
  }

  private earlierChild(place: number): T | undefined {
    const left = this.items[2 * place + 1]
    const right = this.items[2 * place + 2]
    return left !== undefined && right !== undefined && right.deadline < left.deadline ? right : left
  }

  private put(item: T, place: number): void {
    this.items[place] = item
    item.place = place
  }
}
