import type { Envelope } from '../message/envelope.ts'
import type { Priority } from '../message/priority.ts'
import type { CellRef } from './cell-ref.ts'
import type { Parent } from './child-supervisor.ts'
import type { Ending } from './ending.ts'
import type { Behavior } from './handlers.ts'
import type { Handling, Handlings } from './handling.ts'
import type { Birth, Host } from './host.ts'
import type { PendingAsk } from './pending-ask.ts'
import type { Phase } from './phase.ts'
import type { ReceiveTimeout } from './receive-timeout.ts'
import type { RefusalReason } from './refusal.ts'
import type { DownSignal, LinkSignal } from './signal.ts'
import type { SystemMessage } from './system-message.ts'
import type { Ticked } from './timer-table.ts'

/** The actor whose life it is: its mailbox and its turns. */
export interface Body extends Parent, Ticked {
  readonly host: Host
  readonly birth: Birth
  readonly uid: number
  readonly ref: CellRef
  /** What is handled and has not settled. */
  readonly pending: Handlings
  behavior: Behavior
  /** Its receive time-out, if it has one: told of each message. */
  idling: ReceiveTimeout | undefined
  phase: Phase
  readonly isAlive: boolean
  /** Says anew what may be handled, and whether what is sent will be: something has changed that this depends on. */
  readmit(): void
  enter(phase: Phase): void
  /** Begins the next life. */
  start(): void
  /** Its setup has kept the promise of handlers. */
  adopt(made: unknown): void
  failStart(error: unknown): void
  handlingNow(): Handling
  handlingHere(): Handling | undefined
  keepPending(handling: Handling, interleaves: boolean): void
  post(letter: Envelope, payload: unknown, priority: Priority): boolean
  postSystem(message: SystemMessage): void
  postDown(signal: DownSignal | LinkSignal): void
  /** @throws NothingToStashError, StashFullError */
  stash(handling: Handling): void
  /** What was stashed goes back, ahead of the mailbox; returns how many those are. */
  unstashAll(): number
  /** Everything that waits becomes dead letters. */
  discardMessages(): void
  /** The asks that wait become dead letters, and are told why; the rest waits on. */
  refuseAsks(error: Error): void
  /** What is said to who asked for what is not handled. */
  refusal(name: string, reason: RefusalReason): Error
  /** Whoever looks on is told of an answer. */
  inspectAnswer(handling: Handling, value: unknown, rejected: boolean): void
  /** Those whose answers it waits for, the first that was made first. */
  readonly openAsks: readonly PendingAsk[]
  /** Nobody waits any more for what this life asked. */
  abandonAsks(): void
  wakeIfNeeded(): void
  /** Nothing will happen to it any more; tells those who watch. */
  ended(ending: Ending): void
}
