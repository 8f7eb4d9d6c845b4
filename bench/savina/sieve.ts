import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { descend, member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface SieveSize {
  /** Primes below this are looked for. */
  readonly below: number
  /** How many primes an actor holds. */
  readonly capacity: number
}

interface NumbersProtocol extends ConductorProtocol {
  counted(primes: number, actors: number, messages: number): void
}

interface FilterProtocol {
  candidate(n: number): void
  /** No more come; `primes`, `actors` and `messages` were counted so far. */
  end(primes: number, actors: number, messages: number): void
}

export const PrimeFilter = defineActor(
  'PrimeFilter',
  (
    ctx: ActorContext<FilterProtocol>,
    first: number,
    capacity: number,
    numbers: ActorRef<Pick<NumbersProtocol, 'counted'>>,
    where: Placement,
  ) => {
    const primes = [first]
    let handled = 0
    let next: ActorRef<FilterProtocol> | undefined
    return {
      candidate(n) {
        handled++
        for (const prime of primes) if (n % prime === 0) return
        if (next !== undefined) next.tell('candidate', n)
        else if (primes.length < capacity) primes.push(n)
        else next = ctx.spawn(PrimeFilter, [n, capacity, numbers, descend(where)], member(where))
      },
      end(before, actors, messages) {
        const counts = [before + primes.length, actors + 1, messages + handled + 1] as const
        if (next === undefined) numbers.tell('counted', ...counts)
        else next.tell('end', ...counts)
      },
    }
  },
)

export const Numbers = defineActor(
  'Numbers',
  (ctx: ActorContext<NumbersProtocol>, { below, capacity }: SieveSize, where: Placement) => {
    const filter = ctx.spawn(PrimeFilter, [2, capacity, ctx.self, descend(where)], member(where))
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        for (let n = 3; n < below; n += 2) filter.tell('candidate', n)
        filter.tell('end', 0, 0, 0)
        return done
      },
      counted: (primes, actors, messages) =>
        done?.answer({ figures: { primes, actors }, messages: messages + 1 }),
    }
  },
)

/** A pipeline that grows at its end. */
export const sieve = defineWorkload<SieveSize>({
  name: 'sieve',
  conduct: (system, size, where) => system.spawn(Numbers, [size, where], conductor),
  full: { size: { below: 100_000, capacity: 1000 }, expected: { primes: 9592, actors: 10 } },
  small: { size: { below: 1000, capacity: 20 }, expected: { primes: 168, actors: 9 } },
})
