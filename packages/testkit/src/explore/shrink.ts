import { type Finding, isPrompt, isSameFailure } from './finding.ts'
import { byDefault, isFault, type ModelEvent } from './model.ts'
import type { Passage } from './passage.ts'

/** Runs along a list of events, skipping those that are absent, and then to the end or no further. */
export type Follow = (ids: readonly string[], goesOn: boolean) => Promise<Passage>

/** A failing run that has been made as simple as could be. */
export interface Shrunk {
  /** What has to be chosen; the rest comes by itself. */
  readonly ids: readonly string[]
  readonly passage: Passage
  /** How many runs it took. */
  readonly runs: number
}

/**
 * Makes a failing run simpler while it fails in the same way: without its faults, with fewer events from outside, then
 * with fewer events at all, with fewer that are not what would happen by itself, and last with fewer changes from one actor
 * to another. An event that is left out has not happened yet when the failure shows, or happens when it would by itself.
 * No step makes the run longer, or adds a fault.
 *
 * @param most how many runs it may take
 */
export async function shrink(
  failing: Passage,
  finding: Finding,
  follow: Follow,
  most: number,
): Promise<Shrunk> {
  const shrinking = new Shrinking(failing, finding, follow, most)
  await shrinking.without(isFault, 1)
  await shrinking.inChunks((event) => event.createdBy < 0 && !isFault(event))
  await shrinking.inChunks(() => true)
  await shrinking.byDefault()
  await shrinking.inOneGo()
  return shrinking.result
}

/** One way of following a list, and what has been reached. */
class Shrinking {
  private passage: Passage
  /** The events that have to be chosen. */
  private events: readonly ModelEvent[]
  private runs = 0
  private readonly finding: Finding
  private readonly follow: Follow
  private readonly most: number

  constructor(passage: Passage, finding: Finding, follow: Follow, most: number) {
    this.passage = passage
    this.events = isPrompt(finding) ? passage.events.slice(0, finding.step + 1) : passage.events
    this.finding = finding
    this.follow = follow
    this.most = most
  }

  get result(): Shrunk {
    return { ids: this.events.map(({ id }) => id), passage: this.passage, runs: this.runs }
  }

  /** Leaves out chunks of those events that `concerns` names: half of them, a quarter, and so on. */
  async inChunks(concerns: (event: ModelEvent) => boolean): Promise<void> {
    for (let size = Math.ceil(this.events.filter(concerns).length / 2); size >= 1; size = size >> 1) {
      await this.without(concerns, size)
    }
  }

  /** Leaves out `size` of those events at a time, the last first. */
  async without(concerns: (event: ModelEvent) => boolean, size: number): Promise<void> {
    for (let end = this.events.filter(concerns).length; end > 0; end -= size) {
      const chunk = this.events.filter(concerns).slice(Math.max(0, end - size), end)
      if (chunk.length > 0) await this.tryOut(this.events.filter((event) => !chunk.includes(event)))
    }
  }

  /** Lets happen what would happen by itself, wherever something else was chosen. */
  async byDefault(): Promise<void> {
    for (let place = 0; place < this.events.length; place++) {
      const chosen = this.events[place]
      const enabled = this.passage.enabled[place] ?? []
      const usual = byDefault(enabled)
      if (usual === undefined || chosen === undefined || usual.id === chosen.id) continue
      const rest = this.events.slice(place).filter(({ id }) => id !== usual.id)
      // Only what happens sooner or later anyway is moved to the front: otherwise the run would grow.
      if (rest.length === this.events.length - place) continue
      await this.tryOut([...this.events.slice(0, place), usual, ...rest])
    }
  }

  /** Lets an actor go on with what it does next, wherever another one came between. */
  async inOneGo(): Promise<void> {
    for (let place = 2; place < this.events.length; place++) {
      const event = this.events[place]
      if (event === undefined) continue
      const before = this.events.slice(0, place).findLastIndex(({ owner }) => owner === event.owner)
      if (before < 0 || before === place - 1) continue
      const moved = this.events.filter((_, i) => i !== place)
      moved.splice(before + 1, 0, event)
      if (switches(moved) < switches(this.events)) await this.tryOut(moved)
    }
  }

  private async tryOut(candidate: readonly ModelEvent[]): Promise<void> {
    if (this.runs >= this.most) return
    this.runs++
    const ids = candidate.map(({ id }) => id)
    const passage = await this.follow(ids, !isPrompt(this.finding))
    if (!isSameFailure(passage.finding, this.finding) || isLonger(passage, this.passage)) return
    // What was skipped had no part in it, and neither had what came after a prompt failure.
    const chosen = new Set(ids)
    const happened = passage.events.filter(({ id }) => chosen.has(id))
    this.events = happened
    this.passage = passage
  }
}

/** Whether a run shows its failure after more faults, or as many and more events. */
function isLonger(one: Passage, other: Passage): boolean {
  const [faults, events] = lengthOf(one)
  const [otherFaults, otherEvents] = lengthOf(other)
  return faults === otherFaults ? events > otherEvents : faults > otherFaults
}

function lengthOf({ events, finding }: Passage): readonly [faults: number, events: number] {
  const shown = finding === undefined ? events : events.slice(0, finding.step + 1)
  return [shown.filter(isFault).length, shown.length]
}

function switches(events: readonly ModelEvent[]): number {
  return events.filter((event, i) => i > 0 && event.owner !== events[i - 1]?.owner).length
}
