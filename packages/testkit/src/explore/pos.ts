import type { SeededRandom } from '@troupe/core/internal'
import type { ModelEvent } from './model.ts'
import { highest, type Picker } from './picker.ts'

/**
 * Partial order sampling: every event draws a random priority, and those that meet the one that happened at its actor draw
 * anew. Sets of runs that differ only in what commutes are hit more evenly than by a random walk.
 *
 * From Yuan, Yang and Gu, Partial Order Aware Concurrency Sampling, CAV 2018.
 */
export class PartialOrderSampling implements Picker {
  private readonly random: SeededRandom
  private readonly priorities = new Map<string, number>()

  constructor(random: SeededRandom) {
    this.random = random
  }

  pick(enabled: readonly ModelEvent[]): ModelEvent {
    const event = highest(enabled, ({ id }) => this.priorityOf(id))
    if (event === undefined) throw new RangeError('there is nothing to pick from')
    for (const { id, owner } of enabled) if (owner === event.owner) this.priorities.delete(id)
    return event
  }

  private priorityOf(id: string): number {
    const known = this.priorities.get(id)
    if (known !== undefined) return known
    const drawn = this.random.next()
    this.priorities.set(id, drawn)
    return drawn
  }
}
