import type { Footprint } from './footprint.ts'
import { HappensBefore } from './happens-before.ts'
import type { ModelEvent } from './model.ts'

/**
 * Keeps messages back until those have been handled that were sent to the same actor before, by cause: by the same sender,
 * or by one whose message led to this one. What the setup sent comes before nothing else.
 */
export class CausalOrder {
  private readonly history = new HappensBefore()

  /** Those of the enabled events that need not wait. */
  keep(enabled: readonly ModelEvent[], unread: readonly ModelEvent[]): readonly ModelEvent[] {
    return enabled.filter((event) => !unread.some((other) => this.mustFollow(event, other)))
  }

  happened(event: ModelEvent, footprint: Footprint): void {
    // That a property notices both makes one event no cause of the other.
    this.history.push(event, { things: [event.owner], barrier: footprint.barrier }, [])
  }

  private mustFollow(event: ModelEvent, other: ModelEvent): boolean {
    if (event.kind !== 'deliver' || other.owner !== event.owner || other.createdBy === event.createdBy)
      return false
    return this.history.leadsTo(other.createdBy, event.createdBy)
  }
}
