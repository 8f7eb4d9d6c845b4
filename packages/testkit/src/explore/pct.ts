import type { SeededRandom } from '@troupe/core/internal'
import type { ModelEvent } from './model.ts'
import { highest, type Picker } from './picker.ts'
import type { Lanes } from './priority-lanes.ts'

/**
 * Probabilistic concurrency testing. Each lane of events gets a random priority, the highest goes first; at `depth - 1`
 * random steps the lane that would go next falls behind all that never fell. A bug that needs `depth` orderings to meet
 * is hit with a probability of at least 1 to n·k^(depth - 1) in runs of n lanes and k steps, however unlikely it is for a
 * random walk.
 *
 * From Burckhardt, Kothari, Musuvathi and Nagarakatte, ASPLOS 2010.
 */
export class PrioritySchedule implements Picker {
  private readonly random: SeededRandom
  private readonly lanes: Lanes
  /** The steps at which a lane falls; the place in the list says how low. */
  private readonly changes: number[] = []
  private readonly priorities = new Map<string, number>()

  /** @param length about how many steps the run has */
  constructor(random: SeededRandom, length: number, depth: number, lanes: Lanes) {
    this.random = random
    this.lanes = lanes
    for (let i = 1; i < Math.min(depth, length); i++) this.changes.push(this.freeStep(length))
  }

  pick(enabled: readonly ModelEvent[], step: number): ModelEvent {
    const priority = (event: ModelEvent): number => this.priorityOf(this.lanes.of(event))
    let event = highest(enabled, priority)
    const change = this.changes.indexOf(step)
    if (change >= 0 && event !== undefined) {
      // Which of two that have fallen is the lower one is drawn, too: some bugs need the one, and some the other.
      this.priorities.set(this.lanes.of(event), -1 - change)
      event = highest(enabled, priority)
    }
    if (event === undefined) throw new RangeError('there is nothing to pick from')
    this.lanes.happened(event, step)
    return event
  }

  /** A step at which nothing falls so far: of two at one step, the second would undo the first. */
  private freeStep(length: number): number {
    let step = this.random.below(length)
    while (this.changes.includes(step)) step = this.random.below(length)
    return step
  }

  private priorityOf(lane: string): number {
    const known = this.priorities.get(lane)
    if (known !== undefined) return known
    const drawn = this.random.next()
    this.priorities.set(lane, drawn)
    return drawn
  }
}
