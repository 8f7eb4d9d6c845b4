import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { Names } from '../behavior/names.ts'
import type { Clock } from '../env/clock.ts'
import type { Dispatcher } from '../env/dispatcher.ts'
import type { Logger } from '../env/logger.ts'
import type { Random } from '../env/random.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { DeadLetterReason } from '../message/dead-letter.ts'
import type { InspectionEvent } from '../message/inspection.ts'
import type { Sealer } from '../message/sealer.ts'
import type { AskDeadlines } from './ask-deadlines.ts'
import type { CellRef } from './cell-ref.ts'
import type { Mailbox } from './mailbox.ts'
import type { Failure, Order } from './system-message.ts'
import type { Target } from './target.ts'
import type { Terms } from './terms.ts'

/** One who supervises: the parent, here or on another node. */
export interface Supervisor {
  /** The ref that the child sees as its parent; `undefined` where that is the system itself. */
  readonly ref: AnyActorRef | undefined
  /** The path that those of its children begin with. */
  readonly path: string
  /** A child waits, suspended, for an order. */
  childFailed(child: Birth, failure: Failure): void
  /**
   * A child has ended; its name is free when this returns.
   *
   * @param lost why, where that is the loss of its node
   */
  childStopped(child: Birth, lost?: Error): void
  /** A member of a group has started. */
  childStarted(child: Birth): void
  /** A member of a group has no life, and waits for the order to begin the next. */
  childRested(child: Birth): void
  /** Whether a member of a group begins only when another, `by`, has started; not known on another node than the parent's. */
  holdsBack?(uid: number, by: Birth): boolean
}

/** One who is supervised: a child, here or on another node. */
export interface Subordinate {
  readonly target: Target
  readonly ref: CellRef
  /** Begins its first life. What that leads to reaches the supervisor; this never throws. */
  start(): void
  /** @param error what failed, where that is why the order is given */
  order(order: Order, error?: unknown): void
}

/** What is needed to bring an actor to life, here or elsewhere. */
export interface Birth {
  readonly definition: AnyDefinition
  /** The arguments of the setup: as the spawner gave them, until a placement puts its own copy here. */
  args: readonly unknown[]
  readonly uid: number
  /** The name that the user gave it. */
  readonly name: string | undefined
  readonly supervisor: Supervisor
  readonly terms: Terms
  /** Whether its supervisor says when each of its lives begins, and is to know when it has, and when it is over. */
  readonly grouped: boolean
  /** Whether it is a node's own guardian, which its children do not see. */
  readonly guardian: boolean
}

/** Brings actors to life on one node or a group of them. */
export interface Placement {
  /**
   * Makes room for the actor: from now on it can be sent messages.
   *
   * @throws UnsendableError for arguments that cannot be sent
   */
  prepare(birth: Birth): Subordinate
}

/** What an actor needs of the address space it lives in. */
export interface Host {
  /** The number of this node. */
  readonly node: number
  readonly dispatcher: Dispatcher
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly sealer: Sealer
  readonly asks: AskDeadlines
  /** Milliseconds that an ask waits where the view of the ref does not say. */
  readonly askTimeout: number
  /** Told of each step while somebody looks on. */
  readonly inspector: ((event: InspectionEvent) => void) | undefined
  /** The node whose frame is being read. */
  readonly arrivingFrom?: string | undefined
  /** The names of the whole system. */
  readonly names: Names
  /** A number that no other actor of the system has. */
  nextUid(): number
  /** Where what is sent to the actor waits. */
  createMailbox(birth: Birth): Mailbox
  /** Whether all that an actor is sent has to lie in its mailbox, what waits alone, too. */
  readonly needsMailbox: boolean
  /**
   * Where actors live that are spawned `on` this group of nodes or node; here, where nothing is said.
   *
   * @throws NoSuchNodeError
   */
  placement(on: string | undefined): Placement
  deadLetter(reason: DeadLetterReason, path: string, name: string, payload: unknown): void
  /** Told of each failure, to be logged and published. */
  failed(path: string, error: unknown, message: string | undefined): void
  /** Told when an actor has ended. */
  ended(cell: Subordinate): void
}
