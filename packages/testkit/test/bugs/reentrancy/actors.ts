import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'

export interface AccountProtocol {
  withdraw(amount: number): boolean
}

export interface AuditProtocol {
  approve(amount: number): boolean
}

export interface CustomerProtocol {
  withdraw(amount: number): void
}

export const Audit = defineActor('Audit', (_ctx: ActorContext<AuditProtocol>) => ({
  approve: (amount) => amount < 1000,
}))

const setup = (_ctx: ActorContext<AccountProtocol>, audit: ActorRef<AuditProtocol>) => {
  let balance = 100
  return {
    async withdraw(amount: number) {
      if (amount > balance) return false
      // What was true before an await is true after it only where nothing else may come between.
      if (!(await audit.ask('approve', amount))) return false
      balance -= amount
      return true
    },
    [Symbol.for('troupe.state')]: () => balance,
  }
}

export const CarelessAccount = defineActor('CarelessAccount', setup, { interleave: ['withdraw'] })
export const Account = defineActor('Account', setup)

export const Customer = defineActor(
  'Customer',
  (_ctx: ActorContext<CustomerProtocol>, account: ActorRef<AccountProtocol>) => ({
    async withdraw(amount) {
      await account.ask('withdraw', amount)
    },
  }),
)
