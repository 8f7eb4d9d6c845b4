/** What an event has to do with, beside its cause: two events whose footprints meet do not commute. */
export interface Footprint {
  /**
   * The actors that it changes, its owner first, and the properties that read one of those and another actor, too: such
   * a property can tell which of the two changed first.
   */
  readonly things: readonly string[]
  /** Those of the things that are properties: to notice two events makes neither a cause of the other. */
  readonly noticed?: readonly string[]
  /** Whether it happens only when nothing else is left to do, as a timer in order does: it commutes with nothing. */
  readonly barrier: boolean
}

/** The thing that timers have in common where only the one that is due first can fire. No actor has such a path. */
export const CLOCK = 'the clock'

/** Whether the order of two events with these footprints can matter. */
export function areDependent(one: Footprint, other: Footprint): boolean {
  if (one.barrier || other.barrier || one.things[0] === other.things[0]) return true
  if (one.things.length === 1 && other.things.length === 1) return false
  return one.things.some((thing) => other.things.includes(thing))
}
