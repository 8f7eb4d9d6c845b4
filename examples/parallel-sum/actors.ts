import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import { type Whereabouts, whereabouts } from '../shared/placement.ts'

/** What one actor has to say of its slices. */
export interface PartialSum {
  readonly sum: number
  readonly whereabouts: Whereabouts
}

export interface CollectorProtocol {
  add(partial: PartialSum): void
  /** Answers with all partial sums once the last has come. */
  partials(): readonly PartialSum[]
}

export interface AdderProtocol {
  /** Keeps a slice that is handed over. */
  take(slice: Uint32Array): void
  /** Makes the numbers from `first` to `last` itself, and keeps them. */
  make(first: number, last: number): void
  /** Sums what it keeps, and sends the collector one message. */
  sum(collector: ActorRef<CollectorProtocol>): void
}

/** The whole numbers from `first` to `last`. */
export function makeSlice(first: number, last: number): Uint32Array<ArrayBuffer> {
  const slice = new Uint32Array(last - first + 1)
  for (let i = 0; i < slice.length; i++) slice[i] = first + i
  return slice
}

function sumOf(slice: Uint32Array): number {
  let sum = 0
  // An index, since `for of` takes ten times as long over a typed array.
  for (let i = 0; i < slice.length; i++) sum += slice[i] ?? 0
  return sum
}

export const Adder = defineActor('Adder', (ctx: ActorContext<AdderProtocol>) => {
  const slices: Uint32Array[] = []
  return {
    take(slice) {
      slices.push(slice)
    },
    make(first, last) {
      slices.push(makeSlice(first, last))
    },
    sum(collector) {
      const sum = slices.reduce((total, slice) => total + sumOf(slice), 0)
      collector.tell('add', { sum, whereabouts: whereabouts(ctx.self) })
    },
  }
})

/** Waits for as many partial sums as it is told to. */
export const Collector = defineActor(
  'Collector',
  (_ctx: ActorContext<CollectorProtocol>, expected: number) => {
    const partials: PartialSum[] = []
    let complete: () => void = () => {}
    const completed = new Promise<void>((resolve) => {
      complete = resolve
    })
    return {
      add(partial) {
        if (partials.push(partial) === expected) complete()
      },
      partials: () => completed.then(() => partials),
    }
  },
  // Partial sums come in while the answer waits for them.
  { interleave: ['partials'] },
)
