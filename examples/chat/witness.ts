import type { Notice } from './wire.ts'

/** What all clients together were told of the rooms: what each number of each life of a room stood for. */
export type Chronicle = Map<string, string>

/** Where a client is in a room. */
interface Place {
  readonly life: number
  next: number
}

/** What a client was told that cannot be true. Empty, if all is well. */
export type Complaints = readonly string[]

/**
 * Listens with one client, and knows whether what it is told makes sense: nothing of rooms that it is not in; each room's events in their
 * order, without gaps but those that it is told of; and the same events as everybody else.
 */
export class Witness {
  readonly complaints: string[] = []
  /** Lines that it was told. */
  lines = 0
  /** Events that it was told it had missed. */
  missed = 0
  /** How often it was put back into a room. */
  returns = 0
  private readonly places = new Map<string, Place>()
  private readonly chronicle: Chronicle

  constructor(chronicle: Chronicle = new Map()) {
    this.chronicle = chronicle
  }

  hear(notice: Notice): void {
    switch (notice.type) {
      case 'joined':
        if (notice.again) this.returns++
        this.places.set(notice.room, { life: notice.life, next: notice.seq + 1 })
        break
      case 'away':
      case 'parted':
        this.places.delete(notice.room)
        break
      case 'missed':
        this.missed += notice.to - notice.from + 1
        this.advance(notice.room, notice.from, notice.to)
        break
      case 'line':
      case 'came':
      case 'left':
        if (notice.type === 'line') this.lines++
        this.advance(notice.room, notice.seq, notice.seq)
        this.compare(notice)
        break
      default:
    }
  }

  private advance(room: string, from: number, to: number): void {
    const place = this.places.get(room)
    if (place === undefined) this.complaints.push(`was told of ${from} in ${room}, where it is not`)
    else {
      if (from !== place.next)
        this.complaints.push(`was told of ${from} in ${room}, and not of ${place.next}`)
      place.next = to + 1
    }
  }

  private compare(event: Notice & { readonly room: string; readonly seq: number }): void {
    const place = this.places.get(event.room)
    if (place === undefined) return
    const key = JSON.stringify([event.room, place.life, event.seq])
    const told = JSON.stringify(event)
    const others = this.chronicle.get(key) ?? told
    this.chronicle.set(key, others)
    if (others !== told) this.complaints.push(`was told ${told}, and others ${others}`)
  }
}
