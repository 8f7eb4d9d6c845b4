/** Chance that can be repeated: the same seed draws the same numbers (mulberry32). */
export class RandomSource {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A whole number from 0 to `limit`, which is left out. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }

  /** The same items in random order. */
  shuffle<Item>(items: readonly Item[]): Item[] {
    const rest = [...items]
    const drawn: Item[] = []
    while (rest.length > 0) drawn.push(...rest.splice(this.below(rest.length), 1))
    return drawn
  }
}
