import type { Footprint } from './footprint.ts'
import { isFault, type ModelEvent } from './model.ts'
import type { RunEnd, Strategy } from './strategy.ts'

const nothing: readonly ModelEvent[] = []

/**
 * Explores all runs without a fault, then all with one, and so on: what goes wrong with few faults is found first, and a
 * run with fewer faults than there could be is over, too, when nothing is left but faults.
 */
export class FewestFaultsFirst implements Strategy {
  private readonly most: number
  private readonly create: () => Strategy
  private inner: Strategy
  private level = 0
  private faults = 0
  private offered = nothing

  /** @param most how many faults one run may have */
  constructor(most: number, create: () => Strategy) {
    this.most = most
    this.create = create
    this.inner = create()
  }

  begin(): boolean {
    this.faults = 0
    while (!this.inner.begin()) {
      if (this.level === this.most) return false
      this.level++
      this.inner = this.create()
    }
    return true
  }

  choose(enabled: readonly ModelEvent[]): ModelEvent | RunEnd {
    this.offered = this.faults < this.level ? enabled : enabled.filter((event) => !isFault(event))
    const next = this.inner.choose(this.offered)
    // With fewer faults, it was a run of the level before.
    return next === 'over' && this.faults < this.level ? 'covered' : next
  }

  happened(event: ModelEvent, footprint: Footprint): void {
    if (isFault(event)) this.faults++
    this.inner.happened(event, footprint, this.offered)
  }

  finish(unread: readonly ModelEvent[]): void {
    this.inner.finish(unread)
  }
}
