import type { SeededRandom } from '../world/seeded-random.ts'
import type { ModelEvent } from './model.ts'
import { highest, type Picker } from './picker.ts'

/** A chain of causes: each of its events was made possible by the one before. */
interface CausalChain {
  priority: number
  /** The last event that belongs to it. */
  tail: string
}

/**
 * Probabilistic concurrency testing. Each causal chain gets a random priority, the highest goes first; at `depth - 1`
 * random steps the one that would go next falls behind all others. A bug that needs `depth` orderings to meet is hit with
 * a probability that can be computed, however unlikely it is for a random walk.
 *
 * From Burckhardt, Kothari, Musuvathi and Nagarakatte, ASPLOS 2010; chains from Ozkan, Majumdar and Niksic, OOPSLA 2018.
 */
export class PriorityChains implements Picker {
  private readonly random: SeededRandom
  private readonly changes: number[] = []
  private readonly chains = new Map<string, CausalChain>()
  /** What happened at each step. */
  private readonly happened: string[] = []

  constructor(random: SeededRandom, length: number, depth: number) {
    this.random = random
    for (let i = 1; i < depth; i++) this.changes.push(random.below(Math.max(1, length)))
  }

  pick(enabled: readonly ModelEvent[], step: number): ModelEvent {
    const priority = (event: ModelEvent): number => this.chainOf(event).priority
    let event = highest(enabled, priority)
    // The more changes there were, the lower: all of them below the chains that never fell.
    this.changes.forEach((change, i) => {
      if (change !== step || event === undefined) return
      this.chainOf(event).priority = -1 - i
      event = highest(enabled, priority)
    })
    if (event === undefined) throw new RangeError('there is nothing to pick from')
    this.happened[step] = event.id
    return event
  }

  /** An event goes on with the chain of its cause if none did before, and else begins one. */
  private chainOf(event: ModelEvent): CausalChain {
    const known = this.chains.get(event.id)
    if (known !== undefined) return known
    const cause = this.happened[event.createdBy]
    const before = cause === undefined ? undefined : this.chains.get(cause)
    const chain = before !== undefined && before.tail === cause ? before : this.newChain()
    chain.tail = event.id
    this.chains.set(event.id, chain)
    return chain
  }

  private newChain(): CausalChain {
    return { priority: this.random.next(), tail: '' }
  }
}
