import type { Footprint } from './footprint.ts'
import type { ModelEvent } from './model.ts'

/** How a run ends that its strategy does not continue: nothing more has to happen, or another run covers the rest. */
export type RunEnd = 'over' | 'covered'

/** Decides which runs there are, and what happens next in each. */
export interface Strategy {
  /** Begins another run; false if there is none left. */
  begin(): boolean
  /** What happens next, or why nothing does. */
  choose(enabled: readonly ModelEvent[]): ModelEvent | RunEnd
  /** What was chosen has happened. */
  happened(event: ModelEvent, footprint: Footprint, enabled: readonly ModelEvent[]): void
  /**
   * The run has ended, whoever ended it.
   *
   * @param unread the messages that wait still, those that their actors would not take among them
   */
  finish(unread: readonly ModelEvent[]): void
}
