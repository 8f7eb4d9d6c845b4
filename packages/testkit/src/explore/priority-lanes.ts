import type { ModelEvent } from './model.ts'

/** What has one priority in common: sets of events of a run, by name. */
export interface Lanes {
  /** The lane of an event that can happen next. */
  of(event: ModelEvent): string
  happened(event: ModelEvent, step: number): void
}

/**
 * A lane for what one actor sends another. There are many such lanes, and each holds what is alike: so whole kinds of
 * messages come late, as when all take their first fork before one takes the second.
 */
export class ChannelLanes implements Lanes {
  of({ channel, kind, owner }: ModelEvent): string {
    return channel ?? `${kind} ${owner}`
  }

  happened(): void {}
}

/**
 * A lane for each chain of causes: each of its events was made possible by the one before. There are few such lanes, so
 * that a long chain overtakes a message as often as not.
 *
 * From Ozkan, Majumdar, Niksic, Befrouei and Weissenbacher, Randomized Testing of Distributed Systems with Probabilistic
 * Guarantees, OOPSLA 2018.
 */
export class CausalLanes implements Lanes {
  private readonly lanes = new Map<string, string>()
  /** The last event of each lane. */
  private readonly tails = new Map<string, string>()
  private readonly events: string[] = []

  /** An event goes on with the lane of its cause if none did before, and else begins one. */
  of({ id, createdBy }: ModelEvent): string {
    const known = this.lanes.get(id)
    if (known !== undefined) return known
    const cause = this.events[createdBy] ?? ''
    const before = this.lanes.get(cause)
    const lane = before !== undefined && this.tails.get(before) === cause ? before : id
    this.lanes.set(id, lane)
    this.tails.set(lane, id)
    return lane
  }

  happened({ id }: ModelEvent, step: number): void {
    this.events[step] = id
  }
}
