import { CLOCK } from './footprint.ts'
import { type HappensBefore, isKnown, type Step } from './happens-before.ts'
import { isFault, type ModelEvent } from './model.ts'

/** Whether messages of one sender to one receiver can overtake each other. */
export type ChannelOrder = 'fifo' | 'causal' | 'unordered'

/**
 * The places of the events that the one at `place` could have preceded, though it did not: they met at the same actor
 * or other thing, and neither is a cause of the other.
 */
export function racesWith(history: HappensBefore, place: number, channels: ChannelOrder): readonly number[] {
  const step = history.steps[place]
  if (step === undefined) return []
  if (step.footprint.barrier) return raceOfBarrier(history, step)
  const races = new Set<number>()
  for (const thing of step.footprint.things) {
    for (const race of racesAt(thing, history, step, channels)) races.add(race)
  }
  return [...races]
}

/** Two that happen when nothing else is left to do race if both could have come first. */
function raceOfBarrier(history: HappensBefore, { event, previousBarrier }: Step): readonly number[] {
  const rival = history.steps[previousBarrier]
  return rival !== undefined && couldHappen(rival, event) ? [previousBarrier] : []
}

function racesAt(
  thing: string,
  history: HappensBefore,
  step: Step,
  channels: ChannelOrder,
): readonly number[] {
  const { things } = step.footprint
  let place = step.previous[things.indexOf(thing)] ?? -1
  if (!isDoor(thing, step)) return place < 0 || isOrdered(history, step, place) ? [] : [place]
  const races: number[] = []
  for (let rival = history.steps[place]; rival !== undefined; rival = history.steps[place]) {
    const meeting = meetingOf(history, step, rival, place, channels)
    if (meeting === 'race' || meeting === 'perhaps') races.push(place)
    if (meeting === 'race' || meeting === 'ordered') break
    place = rival.previous[rival.footprint.things.indexOf(thing)] ?? -1
  }
  return races
}

/** Whether an event can happen or not depends on this thing: its owner, and for a timer the clock. */
function isDoor(thing: string, { event }: Step): boolean {
  return thing === event.owner || (thing === CLOCK && event.kind === 'timer')
}

/**
 * How an event and an earlier one at the same door stand to each other. `refused`: it could not happen then, because its
 * owner awaited something, so it may race with what made the owner wait. `perhaps`: it did not exist then, and that may
 * be so.
 */
function meetingOf(
  history: HappensBefore,
  step: Step,
  rival: Step,
  place: number,
  channels: ChannelOrder,
): 'ordered' | 'race' | 'perhaps' | 'refused' {
  const { event } = step
  if (isOrdered(history, step, place)) return 'ordered'
  if (channels !== 'unordered' && isSameChannel(rival.event, event)) return 'ordered'
  if (event.createdBy < place) return couldHappen(rival, event) ? 'race' : 'refused'
  return mayRefuse(history, rival) ? 'perhaps' : 'race'
}

/** Whether a step comes after the event at `place` by its cause, or because nothing else could happen before. */
function isOrdered(history: HappensBefore, step: Step, place: number): boolean {
  return step.previousBarrier >= place || history.leadsTo(place, step.event.createdBy)
}

function isSameChannel(one: ModelEvent, other: ModelEvent): boolean {
  return one.channel !== undefined && one.channel === other.channel && !isFault(one) && !isFault(other)
}

function couldHappen(rival: Step, event: ModelEvent): boolean {
  return rival.enabled.some(({ id }) => id === event.id)
}

/** Whether the owner ever waits for something and handles nothing else meanwhile. */
function mayRefuse(history: HappensBefore, { owner }: Step): boolean {
  return history.steps.some(
    (step) => step.owner === owner && (step.event.kind === 'resume' || step.event.kind === 'restart'),
  )
}

/**
 * The events with which a run that has `event` before the one at `place` can begin, from there on: those that came after
 * that place, or `event` itself, and wait for none of the others. Any one of them will do; the first is the best.
 *
 * @param last where `event` happened, or the end of a run in which it did not
 */
export function firstOf(
  history: HappensBefore,
  place: number,
  last: number,
  event: ModelEvent,
): readonly string[] {
  const free: Step[] = []
  const firsts: string[] = []
  for (let i = place + 1; i < last; i++) {
    const step = history.steps[i]
    if (step === undefined || history.leadsTo(place, i)) continue
    if (!free.some((other) => isKnown(other, step.clock))) firsts.push(step.event.id)
    free.push(step)
  }
  const causes = [event.createdBy, ...(history.steps[last]?.previous ?? [])]
  const isLate = causes.some((cause) => {
    const clock = cause === place ? undefined : history.steps[cause]?.clock
    return clock !== undefined && free.some((other) => isKnown(other, clock))
  })
  return isLate ? firsts : [event.id, ...firsts]
}
