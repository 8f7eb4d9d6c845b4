import { createSystem } from '@troupe/core'
import { workers } from '@troupe/transport-worker'
import { PrimeCounter } from './actors.ts'

// The threads import it. In a build it is called actors.js, and is found all the same.
const actors = new URL('./actors.ts', import.meta.url)

// Ends with the program: `await using` shuts it down, and its threads with it.
await using system = await createSystem({ nodes: { cpu: workers(actors, { count: 2 }) } })

// Two actors in two threads, for one half of the numbers each.
const low = system.spawn(PrimeCounter, [], { on: 'cpu' })
const high = system.spawn(PrimeCounter, [], { on: 'cpu' })
const [below, above] = await Promise.all([
  low.ask('count', 0, 1_000_000),
  high.ask('count', 1_000_000, 2_000_000),
])
console.log(`${below} primes below a million, and ${above} below the next`)
