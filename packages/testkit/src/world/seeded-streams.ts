import { SeededRandom } from '@troupe/core/internal'

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
