import type { Guest } from './guest.ts'
import type { Notice } from './wire.ts'

/** What is known of all that is said in a talk. */
export class TalkLog {
  /** Lines that were said again, since the room was lost with them on their way. */
  again = 0
  /** Milliseconds from a line's saying to each of its hearings. */
  readonly latencies: number[] = []
  /** When each line was said last. */
  private readonly saidAt = new Map<string, number>()

  private lines = 0
  private milestone: { readonly lines: number; readonly reach: () => void } | undefined

  /** Lines that were said, whatever became of them. */
  get said(): number {
    return this.lines
  }

  /** Resolves when so many lines have been said. */
  reached(lines: number): Promise<void> {
    return new Promise((reach) => {
      this.milestone = { lines, reach }
    })
  }

  count(): void {
    this.lines++
    if (this.milestone !== undefined && this.lines >= this.milestone.lines) this.milestone.reach()
  }

  say(text: string): void {
    this.saidAt.set(text, performance.now())
  }

  hear(text: string): void {
    const at = this.saidAt.get(text)
    if (at !== undefined) this.latencies.push(performance.now() - at)
  }
}

/**
 * Has a guest say so many lines in each of its rooms, the next one when it has heard the last. A line of which nobody knows whether it was
 * heard is said again. Resolves when the guest has heard the last of its own.
 */
export function talk(guest: Guest, rooms: readonly string[], lines: number, log: TalkLog): Promise<unknown> {
  return Promise.all(rooms.map((room) => talkIn(guest, room, lines, log)))
}

function talkIn(guest: Guest, room: string, lines: number, log: TalkLog): Promise<void> {
  return new Promise((resolve, reject) => {
    let number = 0
    const say = (text: string): void => {
      log.say(text)
      guest.say(room, text)
    }
    const sayNext = (): void => {
      number++
      log.count()
      say(`${guest.name} ${number} in ${room}`)
    }
    const stop = (): void => {
      silence()
      resolve()
    }
    const silence = guest.on((notice: Notice) => {
      if (!('room' in notice) || notice.room !== room) return
      if (notice.type === 'line' && notice.from === guest.name) {
        if (number < lines) sayNext()
        else stop()
      }
      if (notice.type !== 'unsure') return
      log.again++
      say(notice.text)
    })
    void guest.connection.closed.then(() => reject(new Error(`${guest.name} was sent away.`)))
    sayNext()
  })
}

/** The value below which so many of them are; 0 of none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}
