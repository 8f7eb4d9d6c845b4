import type { ActorRef } from '@troupe/core'
import type { RoomProtocol } from './room.ts'

interface Draft {
  readonly number: number
  readonly text: string
  isSent: boolean
}

/** Events of a room, both ends included. */
interface Range {
  readonly from: number
  readonly to: number
}

/**
 * A session's place in one room, from the request to join until the client leaves, through all rooms that take each other's place under
 * that name. Whatever comes from a room bears the ticket of the entry that it belongs to, so that what comes late is known.
 */
export class Seat {
  ticket = 0
  /** The room that was found last. */
  room: ActorRef<RoomProtocol> | undefined
  isInside = false
  /** How often in a row the room was looked for in vain. */
  attempts = 0
  /** Whether the client has been in the room, under this name. */
  wasInside = false
  private last = 0
  private drafts: Draft[] = []
  private readonly maxDrafts: number

  /** @param maxDrafts lines of the client that may wait for the room at once */
  constructor(maxDrafts: number) {
    this.maxDrafts = maxDrafts
  }

  enter(seq: number): void {
    this.isInside = true
    this.wasInside = true
    this.attempts = 0
    this.last = seq
  }

  /** Takes in the next event; `confirmed` is the number of the own draft that it is. Returns which were lost on the way before it. */
  hear(seq: number, confirmed?: number): Range | undefined {
    const missed = seq > this.last + 1 ? { from: this.last + 1, to: seq - 1 } : undefined
    this.last = seq
    // Drafts are heard in order: with one, all before it have been.
    if (confirmed !== undefined) this.drafts = this.drafts.filter(({ number }) => number > confirmed)
    return missed
  }

  /** Whether as many lines wait to be heard as may. */
  get isFull(): boolean {
    return this.drafts.length >= this.maxDrafts
  }

  write(number: number, text: string): void {
    this.drafts.push({ number, text, isSent: false })
  }

  /** The lines that are to be sent to the room now; none while the client is not in. */
  toSend(): readonly Pick<Draft, 'number' | 'text'>[] {
    if (!this.isInside) return []
    const unsent = this.drafts.filter(({ isSent }) => !isSent)
    for (const draft of unsent) draft.isSent = true
    return unsent
  }

  /** The room is lost: returns the lines that were under way to it, of which nobody knows. Those not sent wait for the next one. */
  lose(): readonly string[] {
    this.isInside = false
    const unsure = this.drafts.filter(({ isSent }) => isSent)
    this.drafts = this.drafts.filter(({ isSent }) => !isSent)
    return unsure.map(({ text }) => text)
  }

  /** All that has not been heard, as far as is known. */
  get open(): readonly string[] {
    return this.drafts.map(({ text }) => text)
  }
}

/** Milliseconds until a room is looked for again: at once, and later and later while it is in vain. */
export function patience(attempts: number): number {
  return attempts <= 1 ? 0 : Math.min(2000, 10 * 2 ** (attempts - 2))
}
