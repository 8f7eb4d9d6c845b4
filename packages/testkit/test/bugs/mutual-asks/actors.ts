import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface AccountProtocol {
  transfer(amount: number, to: ActorRef<AccountProtocol>): void
  deposit(amount: number): void
}

const setup = () => {
  let balance = 100
  return {
    async transfer(amount: number, to: ActorRef<AccountProtocol>) {
      balance -= amount
      await to.ask('deposit', amount)
    },
    deposit(amount: number) {
      balance += amount
    },
    [Symbol.for('troupe.state')]: () => balance,
  }
}

/** While it waits for the other account it takes nothing, and the other one may wait for it. */
export const RigidAccount = defineActor('RigidAccount', (_ctx: ActorContext<AccountProtocol>) => setup())

/** A deposit may come while it waits: it depends on nothing that a transfer has read. */
export const Account = defineActor('Account', (_ctx: ActorContext<AccountProtocol>) => setup(), {
  interleave: ['deposit'],
})
