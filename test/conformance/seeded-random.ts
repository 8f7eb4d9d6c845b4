import { SeededRandom } from '@troupe/core/internal'

/** Numbers from 0 up to 1 that a seed determines. */
export function seededRandom(seed: number): () => number {
  const random = new SeededRandom(seed)
  return () => random.next()
}

/** What a seed decides. */
export class Chance {
  private readonly random: () => number

  constructor(seed: number) {
    this.random = seededRandom(seed)
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return Math.floor(this.random() * limit)
  }

  /** Whether something happens that is so probable. */
  happens(probability: number): boolean {
    return this.random() < probability
  }
}
