import { type ActorContext, defineActor } from '@troupe/core'
import { type Whereabouts, whereabouts } from '../shared/placement.ts'

/** The processor time that the process of an actor has used since it began. */
export interface Usage {
  readonly process: number
  readonly ms: number
}

export interface CruncherProtocol {
  /** Counts the primes below `limit`, and does nothing else until that is done. */
  primesBelow(limit: number): number
  usage(): Usage
  whereabouts(): Whereabouts
}

/** Keeps its thread busy: nobody else has a turn there while it counts. */
export const Cruncher = defineActor('Cruncher', (ctx: ActorContext<CruncherProtocol>) => ({
  primesBelow(limit) {
    let count = 0
    for (let n = 2; n < limit; n++) if (isPrime(n)) count++
    return count
  },
  usage() {
    const { user, system } = process.cpuUsage()
    return { process: process.pid, ms: (user + system) / 1000 }
  },
  whereabouts: () => whereabouts(ctx.self),
}))

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false
  return true
}
