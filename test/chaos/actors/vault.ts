import type { ActorRef } from '@troupe/core'

/** What an account has done. */
export interface Entry {
  readonly account: number
  /** Which of its lives has done it. */
  readonly life: number
  /** How many entries this life has made before. */
  readonly place: number
  /** Which movement of money, of all there are. */
  readonly movement: number
  readonly amount: number
  readonly balance: number
}

/** Where accounts write down what they do, before they say that it is done. */
export interface VaultProtocol {
  enter(entry: Entry): void
}

export type VaultRef = ActorRef<VaultProtocol>
