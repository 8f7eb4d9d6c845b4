import type { Chance } from '../conformance/seeded-random.ts'
import type { TransferOutcome } from './actors/teller.ts'
import type { Books } from './books.ts'
import type { Accounts } from './branch.ts'
import { comesTrue, sleep } from './patience.ts'
import type { Violations } from './violations.ts'
import type { Wards } from './wards.ts'

/** How many accounts there are. */
export const ACCOUNTS = 12

const AT_ONCE = 16
const AGAIN_MS = 20
const LARGEST_AMOUNT = 200

/** Has tellers move money between accounts on other nodes, and asks again for as long as the outcome is not known. */
export class Bank {
  moved = 0
  refused = 0
  /** How often the outcome was not known. */
  repeated = 0
  asked = 0
  private open = 0
  private last = 0
  private isClosed = false
  private readonly books: Books
  private readonly accounts: Accounts
  private readonly wards: Wards
  private readonly chance: Chance
  private readonly violations: Violations

  constructor(books: Books, accounts: Accounts, wards: Wards, chance: Chance, violations: Violations) {
    this.books = books
    this.accounts = accounts
    this.wards = wards
    this.chance = chance
    this.violations = violations
  }

  begin(): void {
    for (let i = 0; i < AT_ONCE; i++) void this.work()
  }

  /** Begins no more, and looks whether all the money is there when those under way have come to their ends. */
  async close(limit: number): Promise<void> {
    this.isClosed = true
    if (!(await comesTrue(limit, () => this.open === 0)))
      this.violations.add(`${this.open} transfers have not come to an end`)
    if (this.books.total !== this.books.opening)
      this.violations.add(`there is ${this.books.total} of ${this.books.opening} in money`)
  }

  private async work(): Promise<void> {
    this.open++
    while (!this.isClosed) await this.transfer()
    this.open--
  }

  private async transfer(): Promise<void> {
    const transfer = ++this.last
    const from = this.chance.below(ACCOUNTS)
    const to = (from + 1 + this.chance.below(ACCOUNTS - 1)) % ACCOUNTS
    const amount = 1 + this.chance.below(LARGEST_AMOUNT)
    let outcome = await this.attempt(transfer, from, to, amount)
    while (outcome === 'unknown') {
      this.repeated++
      await sleep(AGAIN_MS)
      outcome = await this.attempt(transfer, from, to, amount)
    }
    this.conclude(transfer, outcome)
  }

  private conclude(transfer: number, outcome: TransferOutcome): void {
    const made = this.books.has(transfer)
    const isMoved = outcome === 'moved'
    if (isMoved) this.moved++
    else this.refused++
    if (made.out !== isMoved || made.in !== isMoved)
      this.violations.add(`transfer ${transfer} was ${outcome}, and the books say ${JSON.stringify(made)}`)
    this.books.settle(transfer)
  }

  private async attempt(
    transfer: number,
    from: number,
    to: number,
    amount: number,
  ): Promise<TransferOutcome | 'unknown'> {
    const [giver, taker] = [this.accounts.get(from), this.accounts.get(to)]
    const wards = this.wards.all
    const teller = wards[this.chance.below(wards.length)]?.teller
    if (giver === undefined || taker === undefined || teller === undefined) return 'unknown'
    this.asked++
    try {
      return await teller
        .with({ timeout: Number.POSITIVE_INFINITY })
        .ask('transfer', transfer, giver, taker, amount)
    } catch {
      return 'unknown'
    }
  }
}
