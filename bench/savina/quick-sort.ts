import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { descend, member, type Placement } from './placement.ts'
import { PseudoRandom } from './pseudo-random.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface QuickSortSize {
  readonly values: number
  /** Fewer values than that are sorted by one actor. */
  readonly cutOff: number
}

const SEED = 1024

type Values = Float64Array<ArrayBuffer>
type Side = 'left' | 'right'

interface SortedProtocol {
  /** `actors` have had a part in it. */
  sorted(values: Values, side: Side, actors: number): void
}

interface PartitionProtocol extends SortedProtocol {
  sort(values: Values): void
}

interface SorterProtocol extends ConductorProtocol, SortedProtocol {}

/** Sends numbers so that they are moved, and not copied. */
const moved = <P>(ref: ActorRef<P>, values: Values): ActorRef<P> => ref.with({ transfer: [values.buffer] })

/** Cuts values into those below, equal to and above their pivot. */
function cut(values: Values): readonly [Values, Values, Values] {
  const pivot = values[values.length >> 1] ?? 0
  let below = 0
  let equal = 0
  // By index, since `for of` and `filter` take several times as long over a typed array.
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0
    if (value < pivot) below++
    else if (value === pivot) equal++
  }
  const left = new Float64Array(below)
  const right = new Float64Array(values.length - below - equal)
  let [atLeft, atRight] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0
    if (value < pivot) left[atLeft++] = value
    else if (value > pivot) right[atRight++] = value
  }
  return [left, new Float64Array(equal).fill(pivot), right]
}

function quickSorted(values: Values): Values {
  if (values.length < 2) return values
  const [left, middle, right] = cut(values)
  return joined(quickSorted(left), middle, quickSorted(right))
}

function joined(...parts: readonly Values[]): Values {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export const Partition = defineActor(
  'Partition',
  (
    ctx: ActorContext<PartitionProtocol>,
    parent: ActorRef<SortedProtocol>,
    side: Side,
    cutOff: number,
    where: Placement,
  ) => {
    const parts: { [S in Side | 'middle']?: Values } = {}
    let actors = 1
    const finish = (values: Values): void => {
      moved(parent, values).tell('sorted', values, side, actors)
      ctx.stop()
    }
    const handOn = (values: Values, to: Side): void => {
      const half = ctx.spawn(Partition, [ctx.self, to, cutOff, descend(where)], member(where))
      moved(half, values).tell('sort', values)
    }
    return {
      sort(values) {
        if (values.length < cutOff) {
          finish(quickSorted(values))
          return
        }
        const [left, middle, right] = cut(values)
        parts.middle = middle
        handOn(left, 'left')
        handOn(right, 'right')
      },
      sorted(values, from, by) {
        parts[from] = values
        actors += by
        const { left, middle, right } = parts
        if (left && middle && right) finish(joined(left, middle, right))
      },
    }
  },
)

export const Sorter = defineActor(
  'Sorter',
  (ctx: ActorContext<SorterProtocol>, { values: count, cutOff }: QuickSortSize, where: Placement) => {
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        const random = new PseudoRandom(SEED)
        const values = Float64Array.from({ length: count }, () => random.next())
        const all = ctx.spawn(Partition, [ctx.self, 'left', cutOff, where], member({}))
        moved(all, values).tell('sort', values)
        return done
      },
      sorted(values, _side, actors) {
        let sum = 0
        for (let i = 0; i < values.length; i++) {
          const value = values[i] ?? 0
          if (value < (values[i - 1] ?? 0)) throw new Error(`${value} comes after ${values[i - 1]}`)
          sum += value
        }
        done?.answer({ figures: { values: values.length, sum }, messages: 2 * actors })
      },
    }
  },
)

/** An actor for each partition: a tree of actors that hand large arrays down and up. */
export const quickSort = defineWorkload<QuickSortSize>({
  name: 'quick-sort',
  conduct: (system, size, where) => system.spawn(Sorter, [size, where], conductor),
  full: {
    size: { values: 1_000_000, cutOff: 2048 },
    expected: { values: 1_000_000, sum: 32_768_134_304 },
  },
  small: { size: { values: 2000, cutOff: 64 }, expected: { values: 2000, sum: 65_986_760 } },
})
