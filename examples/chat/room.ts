import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import type { RoomEvent } from './wire.ts'

/** What a room tells those who are in it. `ticket` is the one with which they entered. */
export interface MemberProtocol {
  /** The first that a member is told: from the event after `seq` on it is told of each. */
  entered(room: string, ticket: number, state: RoomState): void
  /** `draft` is the number that the member gave to what it said, if it was the one who said this. */
  happened(room: string, ticket: number, event: RoomEvent, draft?: number): void
}

export interface RoomState {
  /** Drawn by chance when the room begins: another room of the same name has another one. */
  readonly life: number
  readonly seq: number
  readonly members: readonly string[]
}

export interface RoomProtocol {
  enter(member: ActorRef<MemberProtocol>, name: string, ticket: number): void
  /** What is said by who is not in the room is not heard. */
  say(member: ActorRef<MemberProtocol>, text: string, draft: number): void
  leave(member: ActorRef<MemberProtocol>): void
  /** A room that stays empty ends. */
  close(): void
}

interface Seat {
  readonly member: ActorRef<MemberProtocol>
  readonly name: string
  readonly ticket: number
}

/**
 * A room: it puts what its members say into one order, and tells all of them. It waits for none: what a slow client does not read is
 * the business of that client's session.
 *
 * @param emptyFor milliseconds after which an empty room ends
 */
export const Room = defineActor('Room', (ctx: ActorContext<RoomProtocol>, room: string, emptyFor: number) => {
  const life = Math.floor(ctx.random.next() * 2 ** 32)
  const seats = new Map<string, Seat>()
  let seq = 0

  const publish = (event: RoomEvent, author?: ActorRef<MemberProtocol>, draft?: number): void => {
    for (const { member, ticket } of seats.values()) {
      if (author !== undefined && draft !== undefined && member.equals(author))
        member.tell('happened', room, ticket, event, draft)
      else member.tell('happened', room, ticket, event)
    }
  }
  const remove = (path: string): void => {
    const seat = seats.get(path)
    if (seat === undefined) return
    seats.delete(path)
    publish({ type: 'left', seq: ++seq, who: seat.name })
    if (seats.size === 0) closeLater()
  }
  const closeLater = (): void => ctx.timers.after('empty', emptyFor, 'close')

  ctx.on('down', ({ ref }) => remove(ref.path))
  closeLater()
  return {
    enter(member, name, ticket) {
      if (seats.has(member.path)) remove(member.path)
      else ctx.watch(member)
      ctx.timers.cancel('empty')
      publish({ type: 'came', seq: ++seq, who: name })
      seats.set(member.path, { member, name, ticket })
      const members = [...seats.values()].map((seat) => seat.name)
      member.tell('entered', room, ticket, { life, seq, members })
    },
    say(member, text, draft) {
      const seat = seats.get(member.path)
      if (seat !== undefined) publish({ type: 'line', seq: ++seq, from: seat.name, text }, member, draft)
    },
    leave(member) {
      ctx.unwatch(member)
      remove(member.path)
    },
    close: () => ctx.stop(),
    [shownState]: () => ({ life, seq, members: [...seats.values()].map((seat) => seat.name) }),
  }
})
