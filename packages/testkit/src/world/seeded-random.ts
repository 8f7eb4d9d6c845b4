import type { Random } from '@troupe/core'

/** A small generator of pseudo-random numbers (mulberry32): the same seed gives the same numbers on every machine. */
export class SeededRandom implements Random {
  private state: number

  constructor(seed: number) {
    this.state = seed | 0
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }
}

/** One stream of chance for each actor, by its path: what one draws does not change what others do. */
export class SeededStreams {
  private readonly seed: number
  private readonly streams = new Map<string, SeededRandom>()

  constructor(seed: number) {
    this.seed = seed
  }

  of(path: string): SeededRandom {
    let stream = this.streams.get(path)
    if (stream === undefined) {
      stream = new SeededRandom(seedFor(this.seed, path))
      this.streams.set(path, stream)
    }
    return stream
  }
}

/** A seed for one of many streams: FNV-1a of the name, mixed with the seed of the whole. */
export function seedFor(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ seed
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash
}
