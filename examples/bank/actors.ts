import { setTimeout as wait } from 'node:timers/promises'
import { type ActorContext, type ActorRef, defineActor, Rejection, shownState } from '@troupe/core'

export interface AccountProtocol {
  /** Answers with the new balance. */
  deposit(amount: number): number
  /** Answers with the new balance, or is rejected as `insufficient-funds`, and then nothing has changed. */
  withdraw(amount: number): number
  balance(): number
}

/** What a deposit takes: asking a database, say. */
export const WORK_MS = 10

/**
 * One account. A handler that awaits keeps all other messages waiting, so what is read before the `await` is still true
 * after it: there is no lock, and no way to forget one.
 */
export const Account = defineActor(
  'Account',
  (_ctx: ActorContext<AccountProtocol>, opening: number, workMs: number) => {
    let balance = opening
    const work = (): Promise<void> | undefined => (workMs > 0 ? wait(workMs) : undefined)
    return {
      async deposit(amount) {
        const before = balance
        await work()
        balance = before + amount
        return balance
      },
      async withdraw(amount) {
        if (amount > balance) throw new Rejection(`There is ${balance} left.`, { code: 'insufficient-funds' })
        const before = balance
        await work()
        balance = before - amount
        return balance
      },
      balance: () => balance,
      [shownState]: () => balance,
    }
  },
)

export interface SplitAccountProtocol {
  read(): number
  write(balance: number): void
}

/** The same account with the lost update built in: whoever deposits reads first, and writes later. */
export const SplitAccount = defineActor('SplitAccount', (_ctx: ActorContext<SplitAccountProtocol>) => {
  let balance = 0
  return {
    read: () => balance,
    write(next) {
      balance = next
    },
    [shownState]: () => balance,
  }
})

export interface CustomerProtocol {
  /** Deposits 1, and answers when that is done. */
  pay(): void
}

/** Deposits into an account that handles a deposit as one message. */
export const Customer = defineActor(
  'Customer',
  (_ctx: ActorContext<CustomerProtocol>, account: ActorRef<AccountProtocol>) => ({
    async pay() {
      await account.with({ timeout: 60_000 }).ask('deposit', 1)
    },
  }),
)

/** Deposits into an account that has to be read, and then written. */
export const SplitCustomer = defineActor(
  'SplitCustomer',
  (_ctx: ActorContext<CustomerProtocol>, account: ActorRef<SplitAccountProtocol>, workMs: number) => ({
    async pay() {
      const before = await account.ask('read')
      if (workMs > 0) await wait(workMs)
      await account.ask('write', before + 1)
    },
  }),
)

/** What came of a clerk's transfers. */
export interface Day {
  readonly done: number
  readonly refused: number
}

export interface ClerkProtocol {
  /** Carries out so many transfers between the accounts, one after the other. */
  work(accounts: readonly ActorRef<AccountProtocol>[], transfers: number): Day
}

/** Moves money between accounts that chance picks, and puts it nowhere else. */
export const Clerk = defineActor('Clerk', (_ctx: ActorContext<ClerkProtocol>, seed: number) => {
  const next = chance(seed)
  return {
    async work(accounts, transfers) {
      let done = 0
      for (let i = 0; i < transfers; i++) {
        const from = accounts[next(accounts.length)]
        const to = accounts[next(accounts.length)]
        const amount = 1 + next(60)
        if (from === undefined || to === undefined) continue
        const isTaken = await from.ask('withdraw', amount).then(
          () => true,
          (error: unknown) => (isInsufficient(error) ? false : Promise.reject(error)),
        )
        if (!isTaken) continue
        await to.ask('deposit', amount)
        done++
      }
      return { done, refused: transfers - done }
    },
  }
})

function isInsufficient(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'insufficient-funds'
}

/** Whole numbers below a limit, the same for the same seed. */
function chance(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
