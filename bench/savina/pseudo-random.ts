/** What Savina draws its inputs from: whole numbers below 65,536 that come again after as many draws. */
export class PseudoRandom {
  private value: number

  constructor(seed = 74_755) {
    this.value = seed
  }

  next(): number {
    this.value = (this.value * 1309 + 13_849) & 65_535
    return this.value
  }

  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number {
    return this.next() % bound
  }
}
