import { type ActorContext, type ActorRef, defineActor, Rejection } from '@troupe/core'
import type { VaultRef } from './vault.ts'

/** What a new life of an account is told of those before. */
export interface AccountState {
  readonly account: number
  readonly life: number
  readonly balance: number
  /** The movements of money that may be asked for again, and have been made. */
  readonly made: readonly number[]
}

export interface AccountProtocol {
  /** Moves money in or out, once for each movement however often it is asked for. */
  move(movement: number, amount: number): Promise<void>
  balance(): number
}

/** Confirms nothing that is not in the vault. */
export const Account = defineActor(
  'Account',
  (_ctx: ActorContext<AccountProtocol>, { account, life, ...before }: AccountState, vault: VaultRef) => {
    const made = new Set(before.made)
    const patient = vault.with({ timeout: Infinity })
    let { balance } = before
    let place = 0
    return {
      async move(movement, amount) {
        if (made.has(movement)) return
        if (balance + amount < 0) throw new Rejection('too little money', { code: 'too-little' })
        balance += amount
        made.add(movement)
        await patient.ask('enter', { account, life, place: place++, movement, amount, balance })
      },
      balance: () => balance,
    }
  },
)

export type AccountRef = ActorRef<AccountProtocol>
