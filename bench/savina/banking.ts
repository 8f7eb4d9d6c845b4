import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { PseudoRandom } from './pseudo-random.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface BankingSize {
  readonly accounts: number
  readonly transfers: number
}

const SEED = 123_456
const OPENING = 1_000_000
const MOST = 1000

/** One transfer, by the numbers of the accounts. */
interface Transfer {
  readonly from: number
  readonly to: number
  readonly amount: number
}

/** The next transfer. It goes from a lower number to a higher, so that no two accounts wait for each other. */
function drawTransfer(random: PseudoRandom, accounts: number): Transfer {
  const from = random.below(Math.floor(accounts / 10) * 8)
  const to = from + Math.max(1, random.below(accounts - from))
  return { from, to, amount: 1 + random.below(MOST) }
}

interface TellerProtocol extends ConductorProtocol {
  transferred(): void
  balance(account: number, balance: number): void
}

type TellerRef = ActorRef<Omit<TellerProtocol, 'run'>>

interface AccountProtocol {
  transfer(amount: number, to: ActorRef<AccountProtocol>): void
  deposit(amount: number, from: ActorRef<AccountProtocol>): void
  deposited(): void
  report(): void
}

/** Puts aside what comes between a transfer and the word that it has arrived. */
export const Account = defineActor(
  'Account',
  (ctx: ActorContext<AccountProtocol>, id: number, teller: TellerRef) => {
    let balance = OPENING
    let isWaiting = false
    return {
      transfer(amount, to) {
        if (isWaiting) {
          ctx.stash()
          return
        }
        isWaiting = true
        balance -= amount
        to.tell('deposit', amount, ctx.self)
      },
      deposit(amount, from) {
        if (isWaiting) {
          ctx.stash()
          return
        }
        balance += amount
        from.tell('deposited')
      },
      deposited() {
        isWaiting = false
        teller.tell('transferred')
        ctx.unstashAll()
      },
      report: () => void teller.tell('balance', id, balance),
    }
  },
)

export const Teller = defineActor(
  'Teller',
  (ctx: ActorContext<TellerProtocol>, size: BankingSize, where: Placement) => {
    const options = { ...member(where), mailbox: { stash: size.transfers } }
    const accounts = Array.from({ length: size.accounts }, (_, id) =>
      ctx.spawn(Account, [id, ctx.self], options),
    )
    const random = new PseudoRandom(SEED)
    let replies = 0
    let reports = 0
    let total = 0
    let weighted = 0
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        for (let i = 0; i < size.transfers; i++) {
          const { from, to, amount } = drawTransfer(random, accounts.length)
          const recipient = accounts[to]
          if (recipient !== undefined) accounts[from]?.tell('transfer', amount, recipient)
        }
        return done
      },
      transferred() {
        if (++replies === size.transfers) for (const account of accounts) account.tell('report')
      },
      balance(id, balance) {
        total += balance
        weighted += id * balance
        if (++reports < accounts.length) return
        const messages = 4 * replies + 2 * accounts.length
        done?.answer({ figures: { replies, total, weighted }, messages })
      },
    }
  },
)

/** Actors that put messages aside while they wait for another. */
export const banking = defineWorkload<BankingSize>({
  name: 'banking',
  conduct: (system, size, where) => system.spawn(Teller, [size, where], conductor),
  full: {
    size: { accounts: 1000, transfers: 50_000 },
    expected: { replies: 50_000, total: 1_000_000_000, weighted: 506_928_866_528 },
  },
  small: {
    size: { accounts: 20, transfers: 300 },
    expected: { replies: 300, total: 20_000_000, weighted: 190_922_068 },
  },
})
