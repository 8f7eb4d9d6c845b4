import type { Notice, RoomEvent } from './wire.ts'

interface Missed {
  readonly type: 'missed'
  readonly room: string
  readonly from: number
  to: number
}

/**
 * What waits for a client that reads slowly. It holds `limit` events of rooms; of further ones it keeps which they were, as one
 * `missed` for each room, in their place among the others. What is not of a room's making (an answer to a request, the loss of a room) is
 * always kept: a client that does not read is not read from either, so these are few.
 */
export class Outbox {
  private readonly limit: number
  private waiting: Notice[] = []
  private events = 0
  /** For each room, the note of what is missed that no later notice of that room stands behind. */
  private readonly open = new Map<string, Missed>()

  constructor(limit: number) {
    this.limit = limit
  }

  get size(): number {
    return this.waiting.length
  }

  add(notice: Notice): void {
    if ('room' in notice) this.open.delete(notice.room)
    this.waiting.push(notice)
  }

  /** Whether there was room for it. */
  addEvent(room: string, event: RoomEvent): boolean {
    if (this.events >= this.limit) {
      this.miss(room, event.seq, event.seq)
      return false
    }
    this.events++
    this.add({ ...event, room })
    return true
  }

  /** Notes that the client is not going to be told of these. */
  miss(room: string, from: number, to: number): void {
    const open = this.open.get(room)
    if (open !== undefined) open.to = to
    else {
      const missed: Missed = { type: 'missed', room, from, to }
      this.waiting.push(missed)
      this.open.set(room, missed)
    }
  }

  /** Takes out all that waits, as long as `write` says that more may come. */
  flush(write: (notice: Notice) => boolean): void {
    let taken = 0
    for (let goesOn = true; goesOn && taken < this.waiting.length; taken++) {
      const notice = this.waiting[taken]
      if (notice === undefined) break
      if (isEvent(notice)) this.events--
      if (notice.type === 'missed') this.open.delete(notice.room)
      goesOn = write(notice)
    }
    this.waiting = this.waiting.slice(taken)
  }
}

function isEvent({ type }: Notice): boolean {
  return type === 'line' || type === 'came' || type === 'left'
}
