import type { Footprint } from './footprint.ts'
import type { ModelEvent } from './model.ts'

/** For each owner, by its index, how many of its events are in the past. */
export type VectorClock = readonly number[]

/** One event of a run, and what came before it by cause. */
export interface Step {
  readonly event: ModelEvent
  readonly footprint: Footprint
  /** What could have happened instead. */
  readonly enabled: readonly ModelEvent[]
  /** The index of its owner in the clocks. */
  readonly owner: number
  /** Its number among the events of its owner, from 1. */
  readonly turn: number
  readonly clock: VectorClock
  /** For each thing of its footprint the event before it that has to do with that thing, or -1. */
  readonly previous: readonly number[]
  /** The last event before it that commutes with nothing, or -1. */
  readonly previousBarrier: number
}

/**
 * The order of a run's events that every equivalent run keeps: the order at each actor and each other thing of their
 * footprints, and from the event that made an event possible to that event. It grows at the end, and is cut back when an
 * exploration goes back.
 */
export class HappensBefore {
  readonly steps: Step[] = []
  private readonly owners = new Map<string, number>()
  private readonly turns: number[] = []
  private readonly lastAt = new Map<string, number>()
  private lastBarrier = -1

  /** Adds what happened next, and returns its place. */
  push(event: ModelEvent, footprint: Footprint, enabled: readonly ModelEvent[]): number {
    const place = this.steps.length
    const owner = this.indexOf(event.owner)
    const previous = footprint.things.map((thing) => this.lastAt.get(thing) ?? -1)
    const previousBarrier = this.lastBarrier
    const turn = (this.turns[owner] ?? 0) + 1
    const clock = [...(this.steps[event.createdBy]?.clock ?? [])]
    for (const step of previous) this.join(clock, step)
    this.join(clock, previousBarrier)
    if (footprint.barrier) for (const step of this.lastAt.values()) this.join(clock, step)
    while (clock.length < owner) clock.push(0)
    clock[owner] = turn
    this.steps.push({ event, footprint, enabled, owner, turn, clock, previous, previousBarrier })
    this.turns[owner] = turn
    for (const thing of footprint.things) this.lastAt.set(thing, place)
    if (footprint.barrier) this.lastBarrier = place
    return place
  }

  /** Forgets all but the first `length` events. */
  truncate(length: number): void {
    while (this.steps.length > length) {
      const step = this.steps.pop()
      if (step === undefined) return
      this.turns[step.owner] = step.turn - 1
      step.footprint.things.forEach((thing, i) => {
        this.lastAt.set(thing, step.previous[i] ?? -1)
      })
      this.lastBarrier = step.previousBarrier
    }
  }

  /** Whether the event at place `earlier` is the one at `later`, or one of its causes; false for -1, the setup. */
  leadsTo(earlier: number, later: number): boolean {
    const from = this.steps[earlier]
    const to = this.steps[later]
    return from !== undefined && to !== undefined && isKnown(from, to.clock)
  }

  private indexOf(owner: string): number {
    const known = this.owners.get(owner)
    if (known !== undefined) return known
    const index = this.owners.size
    this.owners.set(owner, index)
    this.turns.push(0)
    return index
  }

  private join(clock: number[], place: number): void {
    const other = this.steps[place]?.clock
    if (other === undefined) return
    for (let i = 0; i < other.length; i++) {
      const theirs = other[i] ?? 0
      if (i >= clock.length) clock.push(theirs)
      else if (theirs > (clock[i] ?? 0)) clock[i] = theirs
    }
  }
}

/** Whether a step is in the past that a clock describes. */
export function isKnown(step: Step, clock: VectorClock): boolean {
  return (clock[step.owner] ?? 0) >= step.turn
}
