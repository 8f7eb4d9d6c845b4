import { availableParallelism } from 'node:os'
import type { ActorRef } from '@troupe/core'
import { defineExample } from '../shared/example.ts'
import { inPlacement, type Placement } from '../shared/placement.ts'
import { openStage, type Scene } from '../shared/scene.ts'
import {
  Account,
  type AccountProtocol,
  Clerk,
  Customer,
  type CustomerProtocol,
  SplitAccount,
  SplitCustomer,
  WORK_MS,
} from './actors.ts'

const actors = new URL('./actors.ts', import.meta.url)
const OPENING = 100
const CLERKS = 10

/** How large a bank is opened. */
export interface Plan {
  readonly customers: number
  readonly accounts: number
  readonly transfers: number
  /** Milliseconds that one deposit takes. */
  readonly workMs: number
}

/** What is left when the bank closes. */
export interface Books {
  readonly deposits: number
  readonly balance: number
  readonly elapsed_ms: number
  /** The balance of the account that is read and written by two messages. */
  readonly split_balance: number
  readonly accounts: number
  readonly transfers: number
  readonly refused: number
  readonly total_before: number
  readonly total_after: number
}

/** Many customers deposit 1 each; then clerks move money between many accounts. */
export async function openBank(plan: Plan, scene: Scene): Promise<Books> {
  await using stage = await openStage(scene, {
    group: 'bank',
    actors,
    count: Math.min(4, availableParallelism()),
  })
  const { system, there } = stage

  const payAll = async (label: string, customers: readonly ActorRef<CustomerProtocol>[]): Promise<void> => {
    let paid = 0
    const pay = async (customer: ActorRef<CustomerProtocol>): Promise<void> => {
      await customer.with({ timeout: 60_000 }).ask('pay')
      scene.report?.(label, ++paid, customers.length)
    }
    await Promise.all(customers.map(pay))
  }

  const account = system.spawn(Account, [0, plan.workMs], { ...there, name: 'account' })
  const start = performance.now()
  await payAll(
    'deposits',
    times(plan.customers, () => system.spawn(Customer, [account], there)),
  )
  const elapsed_ms = Math.round(performance.now() - start)

  const split = system.spawn(SplitAccount, [], { ...there, name: 'split-account' })
  await payAll(
    'split deposits',
    times(plan.customers, () => system.spawn(SplitCustomer, [split, plan.workMs], there)),
  )

  const accounts = times(plan.accounts, () => system.spawn(Account, [OPENING, 0], there))
  const days = await Promise.all(
    times(Math.min(CLERKS, plan.transfers), (seed) => {
      const clerk = system.spawn(Clerk, [seed], there).with({ timeout: 60_000 })
      const share = Math.floor(plan.transfers / CLERKS) + (seed < plan.transfers % CLERKS ? 1 : 0)
      return clerk.ask('work', accounts, share)
    }),
  )
  return {
    deposits: plan.customers,
    balance: await account.ask('balance'),
    elapsed_ms,
    split_balance: await split.ask('read'),
    accounts: plan.accounts,
    transfers: sum(days.map(({ done }) => done)),
    refused: sum(days.map(({ refused }) => refused)),
    total_before: plan.accounts * OPENING,
    total_after: sum(
      await Promise.all(accounts.map((each: ActorRef<AccountProtocol>) => each.ask('balance'))),
    ),
  }
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

function describe(books: Books, placement: Placement): string {
  const { deposits, balance, elapsed_ms, split_balance, accounts, transfers, refused } = books
  return [
    `${deposits} customers deposit 1 each, the actors ${inPlacement[placement]}`,
    '',
    `one message a deposit     balance ${balance}, in ${elapsed_ms} ms`,
    `a read, then a write      balance ${split_balance} instead of ${deposits}`,
    '',
    `${transfers + refused} transfers between ${accounts} accounts: ${transfers} done, ${refused} refused`,
    `in all before             ${books.total_before}`,
    `in all afterwards         ${books.total_after}`,
  ].join('\n')
}

export const bank = defineExample({
  name: 'bank',
  summary: 'a hundred customers deposit at once and no lock is in sight; money moves and none is lost',
  options: {
    customers: { type: 'number', default: 100, min: 1, max: 10_000, help: 'how many deposit 1 each' },
    accounts: { type: 'number', default: 1000, min: 2, max: 100_000, help: 'how many accounts there are' },
    transfers: { type: 'number', default: 10_000, min: 0, max: 10_000_000, help: 'how many transfers' },
  },
  quick: ['--transfers', '2000'],
  async play({ customers, accounts, transfers }, scene) {
    const books = await openBank({ customers, accounts, transfers, workMs: WORK_MS }, scene)
    return {
      figures: books,
      claims: {
        no_deposit_is_lost: books.balance === books.deposits,
        split_deposits_are_lost: books.deposits === 1 || books.split_balance < books.deposits,
        the_total_is_kept: books.total_after === books.total_before,
      },
      words: describe(books, scene.on),
    }
  },
})
