import type { Footprint } from './footprint.ts'
import { HappensBefore } from './happens-before.ts'
import { byDefault, type ModelEvent } from './model.ts'
import { inOneOnly, NotRepeatableError } from './not-repeatable-error.ts'
import { type ChannelOrder, firstOf, racesWith } from './race.ts'
import { awake, type SleepSet, sleepAfter } from './sleep-set.ts'
import type { RunEnd, Strategy } from './strategy.ts'

/** A place where runs part: what could happen, what has been tried, what is to be. */
interface Fork {
  readonly enabled: readonly ModelEvent[]
  /** Grows by what has been tried. */
  readonly sleep: Map<string, Footprint>
  readonly toTry: Set<string>
  event: ModelEvent
  /** Known once the event has happened. */
  footprint: Footprint | undefined
}

/**
 * Tries one run of each set of runs that differ only in the order of events that commute: source sets with sleep sets.
 * Each run begins anew, follows the one before up to a fork, and takes another way there.
 *
 * From Abdulla, Aronsson, Jonsson and Sagonas, Optimal Dynamic Partial Order Reduction, POPL 2014.
 */
export class SourceDpor implements Strategy {
  private readonly forks: Fork[] = []
  private readonly history = new HappensBefore()
  private readonly channels: ChannelOrder
  private depth = 0
  /** The first event of this run that did not happen at the same place of the run before. */
  private fresh = 0
  private begun = false
  /** What could still happen when the run ended. */
  private left: readonly ModelEvent[] = []

  constructor(channels: ChannelOrder) {
    this.channels = channels
  }

  begin(): boolean {
    this.depth = 0
    if (!this.begun) {
      this.begun = true
      return true
    }
    for (let fork = this.forks.at(-1); fork !== undefined; fork = this.forks.at(-1)) {
      this.history.truncate(this.forks.length - 1)
      if (fork.footprint !== undefined) fork.sleep.set(fork.event.id, fork.footprint)
      const next = nextToTry(fork)
      if (next !== undefined) {
        fork.event = next
        fork.footprint = undefined
        this.fresh = this.forks.length - 1
        return true
      }
      this.forks.pop()
    }
    return false
  }

  choose(enabled: readonly ModelEvent[]): ModelEvent | RunEnd {
    const fork = this.forks[this.depth]
    if (fork !== undefined) return sameEvent(fork.event, enabled, this.depth)
    this.left = enabled
    if (enabled.length === 0) return 'over'
    const sleep = this.sleepHere()
    const candidates = awake(enabled, sleep)
    const event = byDefault(candidates) ?? candidates[0]
    if (event === undefined) return 'covered'
    this.forks.push({
      enabled,
      sleep: new Map(sleep),
      toTry: new Set([event.id]),
      event,
      footprint: undefined,
    })
    return event
  }

  happened(event: ModelEvent, footprint: Footprint, enabled: readonly ModelEvent[]): void {
    const fork = this.forks[this.depth]
    if (fork !== undefined && this.depth >= this.fresh) {
      fork.footprint = footprint
      const place = this.history.push(event, footprint, enabled)
      for (const race of racesWith(this.history, place, this.channels)) this.reverse(race, place, event)
    }
    this.depth++
  }

  finish(unread: readonly ModelEvent[]): void {
    const { steps } = this.history
    const { length } = steps
    for (let place = this.fresh; place < length; place++) {
      for (const event of this.preventedBy(place)) this.reverse(place, length, event)
    }
    if (this.left.length === 0) for (const event of unread) this.reverseRefused(event)
    this.fresh = length
  }

  /** A message that its actor never took, since it waits for ever for something else, may have come before that. */
  private reverseRefused(event: ModelEvent): void {
    const place = this.history.push(event, { things: [event.owner], barrier: false }, [])
    for (const race of racesWith(this.history, place, this.channels)) this.reverse(race, place, event)
    this.history.truncate(place)
  }

  /** What could have happened instead of the event at a place, and never did after it: a crash may prevent much. */
  private preventedBy(place: number): readonly ModelEvent[] {
    const { steps } = this.history
    const prevented = steps[place]?.enabled ?? []
    return prevented.filter(({ id }) => {
      for (let later = place; later < steps.length; later++) if (steps[later]?.event.id === id) return false
      return !(steps[place + 1]?.enabled ?? this.left).some((event) => event.id === id)
    })
  }

  /** Sees to it that a run is tried in which `event` precedes the one at `race`. */
  private reverse(race: number, last: number, event: ModelEvent): void {
    const fork = this.forks[race]
    if (fork === undefined) return
    const firsts = firstOf(this.history, race, last, event)
    if (firsts.some((id) => fork.toTry.has(id) || fork.sleep.has(id))) return
    const first = firsts.find((id) => fork.enabled.some((other) => other.id === id))
    if (first !== undefined) fork.toTry.add(first)
    else for (const { id } of fork.enabled) fork.toTry.add(id)
  }

  private sleepHere(): SleepSet {
    const fork = this.forks[this.depth - 1]
    if (fork?.footprint === undefined) return new Map()
    return sleepAfter(fork.sleep, fork.footprint)
  }
}

function nextToTry({ enabled, toTry, sleep }: Fork): ModelEvent | undefined {
  for (const id of toTry) {
    if (!sleep.has(id)) return enabled.find((event) => event.id === id)
  }
  return undefined
}

/** The event of an earlier run, as it appears in this one. */
function sameEvent(event: ModelEvent, enabled: readonly ModelEvent[], step: number): ModelEvent {
  const same = enabled.find(({ id }) => id === event.id)
  if (same === undefined) throw new NotRepeatableError(step, event.id, inOneOnly(event.id, enabled))
  return same
}
