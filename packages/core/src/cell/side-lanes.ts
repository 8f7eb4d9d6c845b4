import { PairRing } from '../base/pair-ring.ts'
import type { Priority } from '../message/priority.ts'
import type { Letter } from './letter.ts'

/** A queue of a mailbox: letters, with the arguments of plain messages beside them. */
export type Lane = PairRing<Letter, unknown>

/** What a mailbox has beside its lane for what is usual; few ever need it. */
export class SideLanes {
  high: Lane | undefined = undefined
  low: Lane | undefined = undefined
  /** Taken while only some messages could be handled; older than all that wait, so it comes first. */
  aside: Lane | undefined = undefined
  /** So many at the front of those set aside were put back and not looked at since: some may be handled. */
  unlooked = 0

  of(priority: Exclude<Priority, 'normal'>): Lane {
    if (priority === 'high') {
      this.high ??= new PairRing()
      return this.high
    }
    this.low ??= new PairRing()
    return this.low
  }

  /** Where what cannot be handled yet is set aside. */
  get asides(): Lane {
    this.aside ??= new PairRing()
    return this.aside
  }
}
