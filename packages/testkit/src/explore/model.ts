import type { WorldEvent } from '../world/schedule.ts'

/** Something that can happen next in a run: the unit that an exploration orders. */
export type ModelEvent = WorldEvent

/** One run from the beginning, one event at a time. */
export interface Run {
  /** What can happen next, the oldest first. A new array for each step. */
  enabled(): readonly ModelEvent[]
  /** Has one of those happen, with all that it does at once. */
  step(event: ModelEvent): void | Promise<void>
  /** The messages that wait. Where nothing is enabled, their actors do not take them. */
  readonly unread: readonly ModelEvent[]
  /** Whose state the last step has changed, its owner first. */
  readonly touched: readonly string[]
}

/** Whether an event is a fault: a run can be over without it, and a budget limits how many there are. */
export function isFault({ kind }: ModelEvent): boolean {
  return kind === 'drop' || kind === 'duplicate' || kind === 'crash'
}

/** What happens where nobody chooses: the oldest event that is no fault. */
export function byDefault(enabled: readonly ModelEvent[]): ModelEvent | undefined {
  return enabled.find((event) => !isFault(event))
}
