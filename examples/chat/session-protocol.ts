import type { ActorRef } from '@troupe/core'
import type { MemberProtocol, RoomProtocol } from './room.ts'
import type { Rate } from './token-bucket.ts'

/** What the session of a client is told: by the client, by rooms, by the lobby, and by its own timers. */
export interface SessionProtocol extends MemberProtocol {
  /** A line of the client, `undefined` for one that was too long. Answered when the next one may be read. */
  heard(line: string | undefined): void
  /** The client has read what was written. */
  drained(): void
  /** The client, which had sent too fast, may send on. */
  rested(): void
  /** The client has read nothing for too long. */
  stalled(): void
  /** What came of looking for a room. */
  found(outcome: Found): void
  /** A room that was entered with this ticket has ended. */
  lost(room: string, ticket: number): void
  /** It is time to look for a room again. */
  look(room: string, ticket: number): void
}

/** A room, or the code of the error that there was instead. */
export interface Found {
  readonly name: string
  readonly ticket: number
  readonly room?: ActorRef<RoomProtocol>
  readonly code?: string
}

/** What one client may take up. */
export interface SessionOptions {
  readonly rate: Rate
  /** Rooms that a client may be in at once. */
  readonly maxRooms: number
  /** Lines of a client that may wait for a room at once. */
  readonly maxDrafts: number
  /** Events that are kept for a client that reads slowly. */
  readonly maxWaiting: number
  /** Milliseconds after which a client that reads nothing is sent away. */
  readonly patience: number
}
