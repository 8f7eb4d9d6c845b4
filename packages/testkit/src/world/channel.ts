import { isSignal, type Letter, type SystemMessage } from '@troupe/core/internal'
import type { WorldEvent } from './schedule.ts'

/** What comes first of what waits from one sender: answers, then messages by their priority. */
export const lanes = { answer: 0, high: 1, normal: 2, low: 3 } as const

/** One letter that was sent and has not been taken in. */
export interface Held {
  readonly event: WorldEvent
  readonly from: string
  readonly lane: number
  /** A message or signal; nothing for an answer. */
  readonly letter: Letter | undefined
  readonly payload: unknown
  readonly answer: SystemMessage | undefined
}

/** What one sender has sent one actor, in order. */
export class Channel {
  readonly held: Held[] = []
  private readonly counts = [0, 0, 0, 0]
  private readonly isOrdered: boolean

  /** @param isOrdered whether nothing overtakes what was sent before it */
  constructor(isOrdered: boolean) {
    this.isOrdered = isOrdered
  }

  /** The number of the next letter of that lane. */
  next(lane: number): number {
    const count = (this.counts[lane] ?? 0) + 1
    this.counts[lane] = count
    return count
  }

  /**
   * Adds to `into` what can be taken next: nothing that was sent earlier in the same lane, or in one that comes first,
   * waits. A message that the actor can't handle yet keeps nothing waiting but those that it can't handle either. Without
   * order nothing waits for anything but the word of an end, which comes after all that its sender had sent.
   */
  ready(takes: (held: Held) => boolean, into: WorldEvent[]): void {
    let lowest: number = lanes.low + 1
    for (const held of this.held) {
      if ((this.isOrdered && held.lane >= lowest) || !takes(held)) continue
      if (!this.isOrdered && held !== this.held[0] && isSignal(held.letter)) continue
      into.push(held.event)
      lowest = held.lane
    }
  }

  take(held: Held): void {
    this.held.splice(this.held.indexOf(held), 1)
  }
}
