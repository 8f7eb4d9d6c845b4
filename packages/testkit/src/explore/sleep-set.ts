import { areDependent, type Footprint } from './footprint.ts'
import type { ModelEvent } from './model.ts'

/** Events that need not be tried from here, since all that begins with them has been explored elsewhere; by id. */
export type SleepSet = ReadonlyMap<string, Footprint>

/** What still sleeps after an event: what commutes with it. */
export function sleepAfter(sleep: SleepSet, happened: Footprint): SleepSet {
  const after = new Map<string, Footprint>()
  for (const [id, footprint] of sleep) {
    if (!areDependent(footprint, happened)) after.set(id, footprint)
  }
  return after
}

/** Those of the enabled events that do not sleep. */
export function awake(enabled: readonly ModelEvent[], sleep: SleepSet): readonly ModelEvent[] {
  return sleep.size === 0 ? enabled : enabled.filter(({ id }) => !sleep.has(id))
}
