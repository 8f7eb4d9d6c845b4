import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { PseudoRandom } from './pseudo-random.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface RadixSortSize {
  readonly values: number
  /** How many bits a value has: as many actors. */
  readonly bits: number
}

const SEED = 2048

interface ValuesProtocol {
  value(value: number): void
}

interface ValidationProtocol extends ConductorProtocol, ValuesProtocol {}

/** Passes on what has a 0 in its place at once, and what has a 1 when all have come. */
export const BitSorter = defineActor(
  'BitSorter',
  (_ctx: ActorContext<ValuesProtocol>, values: number, bit: number, next: ActorRef<ValuesProtocol>) => {
    // Divided, since the operators on bits know 32 of them.
    const place = 2 ** bit
    const ones: number[] = []
    let seen = 0
    return {
      value(value) {
        if (Math.floor(value / place) % 2 === 0) next.tell('value', value)
        else ones.push(value)
        if (++seen === values) for (const one of ones) next.tell('value', one)
      },
    }
  },
)

export const RadixValidation = defineActor(
  'RadixValidation',
  (ctx: ActorContext<ValidationProtocol>, { values, bits }: RadixSortSize, where: Placement) => {
    let first: ActorRef<ValuesProtocol> = ctx.self
    for (let bit = bits - 1; bit >= 0; bit--) {
      first = ctx.spawn(BitSorter, [values, bit, first], member(where))
    }
    let seen = 0
    let sum = 0
    let previous = 0
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        const random = new PseudoRandom(SEED)
        for (let i = 0; i < values; i++) first.tell('value', random.next())
        return done
      },
      value(value) {
        if (value < previous) throw new Error(`${value} comes after ${previous}`)
        previous = value
        sum += value
        if (++seen < values) return
        done?.answer({ figures: { values: seen, sum }, messages: values * (bits + 1) })
      },
    }
  },
)

/** A pipeline: every value goes through every actor. */
export const radixSort = defineWorkload<RadixSortSize>({
  name: 'radix-sort',
  conduct: (system, size, where) => system.spawn(RadixValidation, [size, where], conductor),
  full: {
    size: { values: 100_000, bits: 60 },
    expected: { values: 100_000, sum: 3_275_789_328 },
  },
  small: { size: { values: 400, bits: 16 }, expected: { values: 400, sum: 13_534_760 } },
})
