import type { SeededRandom } from '@troupe/core/internal'
import type { ModelEvent } from './model.ts'
import { anyOf, type Picker } from './picker.ts'

/** What happens next is any of what can, each with the same probability. */
export class RandomWalk implements Picker {
  private readonly random: SeededRandom

  constructor(random: SeededRandom) {
    this.random = random
  }

  pick(enabled: readonly ModelEvent[]): ModelEvent {
    const event = anyOf(enabled, this.random)
    if (event === undefined) throw new RangeError('there is nothing to pick from')
    return event
  }
}
