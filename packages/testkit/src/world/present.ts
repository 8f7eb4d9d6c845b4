import type { Cell, PendingAsk } from '@troupe/core/internal'
import type { HostOfActor } from './host-of-actor.ts'
import type { HostWork } from './host-work.ts'
import type { WorldEvent } from './schedule.ts'

/** Who acts at this moment, and in which step. */
export interface Present {
  /** The path of the actor that runs; `''` outside all of them. */
  readonly sender: string
  /** The index of the step; -1 during the setup. */
  readonly index: number
  /** A number that is higher than all before. */
  nextOrder(): number
  /** Told of each letter that begins to wait. */
  sent(event: WorldEvent): void
  /** The next dead letter is one that this actor had sent. */
  givesUp(from: string): void
  /** Told of each ask that reaches a mailbox. */
  asked(to: string, name: string, ask: PendingAsk): void
  /** What an actor finds in the place of the host. */
  hostOf(cell: Cell, path: string): HostOfActor
  /** An actor goes on when its turn is over. */
  goesOn(): void
  /** An actor begins something that only its host can finish. */
  begins(work: HostWork): void
  /** The short form of an actor's whole path. */
  shortPath(path: string): string
  /** The whole path of an actor; `undefined` for what is none. */
  wholePath(path: string): string | undefined
}
