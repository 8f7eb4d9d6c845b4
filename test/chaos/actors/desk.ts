import type { ActorRef } from '@troupe/core'
import type { MortalRef } from './mortal.ts'
import type { TalkerRef } from './talker.ts'

/** What talkers pass on of what they were told, and watches. */
export interface DeskProtocol {
  noted(talker: number, n: number): void
  /** Watches the mortal in two ways at once, and its neighbour. */
  watch(mortal: MortalRef, talker: TalkerRef, number: number): void
}

export type DeskRef = ActorRef<DeskProtocol>
