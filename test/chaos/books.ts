import type { AccountState } from './actors/account.ts'
import type { Entry } from './actors/vault.ts'
import type { Violations } from './violations.ts'

interface Page {
  life: number
  /** How many entries this life has made. */
  place: number
  balance: number
}

/** What accounts have done by their own word, which outlives them. */
export class Books {
  /** All the money that there is. */
  readonly opening: number
  private readonly pages: Page[]
  private readonly made = new Map<number, number>()
  private readonly violations: Violations

  constructor(accounts: number, balance: number, violations: Violations) {
    this.pages = Array.from({ length: accounts }, () => ({ life: 0, place: 0, balance }))
    this.opening = accounts * balance
    this.violations = violations
  }

  get total(): number {
    return this.pages.reduce((sum, { balance }) => sum + balance, 0)
  }

  balance(account: number): number {
    return this.pages[account]?.balance ?? 0
  }

  enter({ account, life, place, movement, amount, balance }: Entry): void {
    const page = this.pages[account]
    if (page === undefined) return
    const wrong = (what: string): void => this.violations.add(`account ${account}, life ${life}: ${what}`)
    if (life !== page.life) wrong(`made an entry after its end, in life ${page.life}`)
    if (place !== page.place) wrong(`made entry ${place} where ${page.place} was due`)
    if (this.made.has(movement)) wrong(`made movement ${movement} again`)
    page.place = place + 1
    page.balance += amount
    if (balance !== page.balance) wrong(`has ${balance}, and ${page.balance} by the books`)
    this.made.set(movement, account)
  }

  /** A life of an account has ended, or the first begins: what the next one has to know. */
  nextLife(account: number): AccountState {
    const page = this.pages[account] ?? { life: 0, place: 0, balance: 0 }
    page.life++
    page.place = 0
    const made = [...this.made].filter(([, by]) => by === account).map(([movement]) => movement)
    return { account, life: page.life, balance: page.balance, made }
  }

  /** Whether both movements of a transfer were made. */
  has(transfer: number): { readonly out: boolean; readonly in: boolean } {
    return { out: this.made.has(transfer * 2), in: this.made.has(transfer * 2 + 1) }
  }

  /** Nobody will ask for that transfer again. */
  settle(transfer: number): void {
    this.made.delete(transfer * 2)
    this.made.delete(transfer * 2 + 1)
  }
}
