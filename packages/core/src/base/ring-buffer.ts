const SMALLEST = 2

/**
 * A first-in, first-out queue in an array that wraps around and doubles when it is full.
 * Its array is allocated with the first value, since most queues of most actors stay empty.
 */
export class RingBuffer<T> {
  private slots: (T | undefined)[] | undefined = undefined
  private head = 0
  private count = 0

  get length(): number {
    return this.count
  }

  /** The newest value. */
  get last(): T | undefined {
    const { slots, count } = this
    return slots === undefined || count === 0
      ? undefined
      : slots[(this.head + count - 1) & (slots.length - 1)]
  }

  push(value: T): void {
    const slots = this.slots === undefined ? this.allocate() : this.roomFor(this.slots)
    slots[(this.head + this.count) & (slots.length - 1)] = value
    this.count++
  }

  shift(): T | undefined {
    const slots = this.slots
    if (slots === undefined || this.count === 0) return undefined
    const value = slots[this.head]
    slots[this.head] = undefined
    this.head = (this.head + 1) & (slots.length - 1)
    this.count--
    return value
  }

  /** Takes the newest value. */
  pop(): T | undefined {
    const slots = this.slots
    if (slots === undefined || this.count === 0) return undefined
    const tail = (this.head + --this.count) & (slots.length - 1)
    const value = slots[tail]
    slots[tail] = undefined
    return value
  }

  private allocate(): (T | undefined)[] {
    this.slots = new Array<T | undefined>(SMALLEST).fill(undefined)
    return this.slots
  }

  private roomFor(slots: (T | undefined)[]): (T | undefined)[] {
    if (this.count < slots.length) return slots
    const grown = new Array<T | undefined>(slots.length * 2).fill(undefined)
    for (let i = 0; i < this.count; i++) grown[i] = slots[(this.head + i) & (slots.length - 1)]
    this.head = 0
    this.slots = grown
    return grown
  }
}
