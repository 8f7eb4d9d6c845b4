// A module of definitions, which threads and processes import.
import { type ActorContext, defineActor } from '@troupe/core'

/** What can be said to a counter of primes: each method is a message, and what it returns is the answer. */
export interface PrimeCounterProtocol {
  /** Counts the primes from `from` to `to`, without `to` itself. */
  count(from: number, to: number): number
  /** How many have been counted so far. */
  total(): number
}

export const PrimeCounter = defineActor('PrimeCounter', (_ctx: ActorContext<PrimeCounterProtocol>) => {
  let total = 0 // the state, which nobody else can reach
  return {
    count(from, to) {
      let found = 0
      for (let number = from; number < to; number++) if (isPrime(number)) found++
      total += found
      return found
    },
    total: () => total,
  }
})

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false
  return number > 1
}
