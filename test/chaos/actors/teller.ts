import { type ActorContext, type ActorRef, defineActor, Rejection } from '@troupe/core'
import type { AccountRef } from './account.ts'

/** Whether money has been moved, or there was too little of it. */
export type TransferOutcome = 'moved' | 'refused'

export interface TellerProtocol {
  /**
   * Moves money between two accounts. May be asked for again as often as the outcome is not known: the accounts know the
   * movements by their numbers.
   */
  transfer(transfer: number, from: AccountRef, to: AccountRef, amount: number): Promise<TransferOutcome>
}

/** Moves money between accounts on other nodes. */
export const Teller = defineActor('Teller', (_ctx: ActorContext<TellerProtocol>) => ({
  async transfer(transfer, from, to, amount) {
    try {
      await from.with({ timeout: Infinity }).ask('move', transfer * 2, -amount)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'too-little') return 'refused'
      throw unknown(error)
    }
    await to
      .with({ timeout: Infinity })
      .ask('move', transfer * 2 + 1, amount)
      .catch((error: unknown) => {
        throw unknown(error)
      })
    return 'moved'
  },
}))

/** Whoever asked is told so, and the teller goes on. */
function unknown(cause: unknown): Rejection {
  return new Rejection('nobody knows whether the money has been moved', { code: 'unknown', cause })
}

export type TellerRef = ActorRef<TellerProtocol>
