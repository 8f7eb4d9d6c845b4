import type { Finding } from './finding.ts'
import { CLOCK } from './footprint.ts'
import { HappensBefore } from './happens-before.ts'
import { isFault, type ModelEvent } from './model.ts'
import type { Passage } from './passage.ts'

/** An event and the step of the run at which it happened. */
export interface PlacedEvent {
  readonly event: ModelEvent
  readonly step: number
}

/**
 * The events of a failing run that had a part in its failure: what the actors it is about did, the faults, without which
 * it would not fail, and what led to these.
 */
export function causalCone(passage: Passage, finding: Finding): readonly PlacedEvent[] {
  const history = new HappensBefore()
  passage.events.forEach((event, i) => {
    const { things, noticed = [] } = passage.footprints[i] ?? { things: [event.owner] }
    // That a property notices two events, or that a timer waits for another one or for all else, makes neither a cause.
    const causes = things.filter((thing) => thing !== CLOCK && !noticed.includes(thing))
    history.push(event, { things: causes, barrier: false }, [])
  })
  const last = Math.min(finding.step, passage.events.length - 1)
  const placed = passage.events.slice(0, last + 1).map((event, step) => ({ event, step }))
  const faults = placed.filter(({ event }) => isFault(event)).map(({ step }) => step)
  const ends = finding.actors.length === 0 ? [] : [...lastOfEach(passage, finding.actors, last), ...faults]
  if (ends.length === 0) return placed
  return placed.filter(({ step }) => ends.some((end) => history.leadsTo(step, end)))
}

/** For each of the actors the last event that touched it. */
function lastOfEach({ footprints }: Passage, actors: readonly string[], last: number): readonly number[] {
  const ends = actors.map((actor) =>
    footprints.slice(0, last + 1).findLastIndex(({ things }) => things.includes(actor)),
  )
  return ends.filter((end) => end >= 0)
}
