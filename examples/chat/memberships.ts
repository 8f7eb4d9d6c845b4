import { type ActorContext, type ActorRef, TroupeError } from '@troupe/core'
import type { ClientLine } from './client-line.ts'
import type { LobbyProtocol } from './lobby.ts'
import type { RoomState } from './room.ts'
import { patience, Seat } from './seat.ts'
import type { Found, SessionOptions, SessionProtocol } from './session-protocol.ts'
import { Refusal, type RoomEvent } from './wire.ts'

/**
 * The rooms that one client is in. Where one is lost, with its thread or otherwise, the one that takes its place is looked for at the lobby,
 * and entered. All that comes from a room or the lobby bears the ticket that it was asked with; what is not of the latest is of no concern.
 */
export class Memberships {
  private readonly ctx: ActorContext<SessionProtocol>
  private readonly line: ClientLine
  private readonly lobby: ActorRef<LobbyProtocol>
  private readonly name: string
  private readonly options: SessionOptions
  private readonly seats = new Map<string, Seat>()
  private tickets = 0
  private drafts = 0

  constructor(
    ctx: ActorContext<SessionProtocol>,
    line: ClientLine,
    lobby: ActorRef<LobbyProtocol>,
    name: string,
    options: SessionOptions,
  ) {
    this.ctx = ctx
    this.line = line
    this.lobby = lobby
    this.name = name
    this.options = options
  }

  get rooms(): readonly string[] {
    return [...this.seats.keys()]
  }

  /** Whether a room has as many lines of the client to handle as it may have. */
  isBehind(): boolean {
    for (const seat of this.seats.values()) if (seat.isInside && seat.isFull) return true
    return false
  }

  /** @throws Refusal */
  join(room: string): void {
    const { maxRooms, maxDrafts } = this.options
    if (this.seats.has(room)) throw new Refusal('in-room-already', `You are in ${room}.`)
    if (this.seats.size >= maxRooms)
      throw new Refusal('too-many-rooms', `You are in ${maxRooms} rooms: leave one first.`)
    const seat = new Seat(maxDrafts)
    this.seats.set(room, seat)
    this.lookFor(room, seat)
  }

  /** @throws Refusal */
  leave(room: string): void {
    const seat = this.taken(room)
    this.seats.delete(room)
    this.ctx.timers.cancel(timerOf(room))
    if (seat.room !== undefined) {
      this.ctx.unwatch(seat.room)
      seat.room.tell('leave', this.ctx.self)
    }
    for (const text of seat.open) this.line.tell({ type: 'unsure', room, text })
    this.line.tell({ type: 'parted', room })
  }

  /** @throws Refusal */
  say(room: string, text: string): void {
    const seat = this.taken(room)
    if (seat.isFull)
      throw new Refusal(
        'room-is-away',
        `${this.options.maxDrafts} lines wait until ${room} is back: no more.`,
      )
    seat.write(++this.drafts, text)
    this.send(seat)
  }

  look(room: string, ticket: number): void {
    const seat = this.seatOf(room, ticket)
    if (seat !== undefined) this.lookFor(room, seat)
  }

  found({ name, ticket, room, code }: Found): void {
    const seat = this.seatOf(name, ticket)
    if (seat === undefined) return
    if (room !== undefined) {
      seat.room = room
      this.ctx.watchWith(room, 'lost', name, ticket)
      room.tell('enter', this.ctx.self, this.name, ticket)
    } else if (code === 'too-many-rooms' && !seat.wasInside) {
      this.seats.delete(name)
      const message = `There are too many rooms: ${name} cannot be opened now.`
      this.line.tell({ type: 'error', code, message })
    } else this.lookLater(name, seat)
  }

  entered(room: string, ticket: number, state: RoomState): void {
    const seat = this.seatOf(room, ticket)
    if (seat === undefined) return
    const again = seat.wasInside
    seat.enter(state.seq)
    this.line.tell({ type: 'joined', room, ...state, again })
    this.send(seat)
  }

  happened(room: string, ticket: number, event: RoomEvent, draft: number | undefined): void {
    const seat = this.seatOf(room, ticket)
    if (!seat?.isInside) return
    const missed = seat.hear(event.seq, draft)
    if (missed !== undefined) this.line.tellMissed(room, missed.from, missed.to)
    this.line.tellEvent(room, event)
  }

  lost(room: string, ticket: number): void {
    const seat = this.seatOf(room, ticket)
    if (seat === undefined) return
    if (seat.isInside) this.line.tell({ type: 'away', room })
    for (const text of seat.lose()) this.line.tell({ type: 'unsure', room, text })
    if (seat.attempts === 0) this.lookFor(room, seat)
    else this.lookLater(room, seat)
  }

  private lookFor(room: string, seat: Seat): void {
    const ticket = ++this.tickets
    seat.ticket = ticket
    seat.attempts++
    const answer = this.lobby.ask('find', room, seat.room).then(
      (found): Found => ({ name: room, ticket, room: found }),
      (error: unknown): Found => ({ name: room, ticket, code: codeOf(error) }),
    )
    this.ctx.pipe(answer, 'found')
  }

  private lookLater(room: string, seat: Seat): void {
    this.ctx.timers.after(timerOf(room), patience(seat.attempts), 'look', room, seat.ticket)
  }

  private send(seat: Seat): void {
    for (const { number, text } of seat.toSend()) seat.room?.tell('say', this.ctx.self, text, number)
  }

  private taken(room: string): Seat {
    const seat = this.seats.get(room)
    if (seat === undefined) throw new Refusal('not-in-room', `You are not in ${room}.`)
    return seat
  }

  /** The seat that an answer is about; `undefined` where the client has left since, or entered anew. */
  private seatOf(room: string, ticket: number): Seat | undefined {
    const seat = this.seats.get(room)
    return seat?.ticket === ticket ? seat : undefined
  }
}

function timerOf(room: string): string {
  return `look for ${room}`
}

function codeOf(error: unknown): string {
  return error instanceof TroupeError ? error.code : 'failed'
}
