import type { Finding } from './finding.ts'
import { HappensBefore } from './happens-before.ts'
import type { ModelEvent } from './model.ts'
import type { Passage } from './passage.ts'

/** An event and the step of the run at which it happened. */
export interface PlacedEvent {
  readonly event: ModelEvent
  readonly step: number
}

/** The events of a failing run that had a part in its failure: what the actors it is about did, and what led to that. */
export function causalCone(passage: Passage, finding: Finding): readonly PlacedEvent[] {
  const history = new HappensBefore()
  passage.events.forEach((event, i) => {
    const footprint = passage.footprints[i] ?? { things: [event.owner], barrier: false }
    // That a property has noticed an event makes it no cause of others.
    history.push(event, { things: footprint.things.slice(0, 1), barrier: footprint.barrier }, [])
  })
  const last = Math.min(finding.step, passage.events.length - 1)
  const ends = lastOfEach(passage, finding.actors, last)
  const placed = passage.events.slice(0, last + 1).map((event, step) => ({ event, step }))
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
