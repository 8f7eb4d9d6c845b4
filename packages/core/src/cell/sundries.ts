import type { DeadLetterCounts } from './mailbox-stats.ts'
import { OwnAsks } from './own-asks.ts'
import type { Stash } from './stash.ts'

/** What an actor has that most never need: made for the first of it, so that an idle actor is small. */
export class Sundries {
  /** What it has put aside. */
  stash: Stash | undefined = undefined
  /** How many signals wait. */
  signalCount = 0
  /** How many messages came when it took in no more. */
  lateCount = 0
  /** How many of its handlings somebody knows who waits. */
  handlingCount = 0
  /** Told when less waits than before. */
  ebbWaiters: (() => void)[] | undefined = undefined
  /** How many messages became dead letters, by reasons. */
  deadLetters: DeadLetterCounts | undefined = undefined
  private asks: OwnAsks | undefined = undefined

  get ownAsks(): OwnAsks {
    this.asks ??= new OwnAsks()
    return this.asks
  }
}
