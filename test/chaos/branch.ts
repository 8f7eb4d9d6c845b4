import { type ActorContext, type ActorSystem, defineActor } from '@troupe/core'
import type { AccountRef } from './actors/account.ts'
import type { VaultProtocol } from './actors/vault.ts'
import { Account } from './actors.ts'
import type { Books } from './books.ts'

const AGAIN_MS = 30

interface BranchProtocol {
  open(account: number): void
  lost(account: number): void
}

/** Where accounts are just now. */
export type Accounts = ReadonlyMap<number, AccountRef>

/** Spawns the actor that places accounts on nodes, and anew whenever it is told that one was lost. */
export function openBranch(
  system: ActorSystem,
  books: Books,
  count: number,
  groups: readonly string[],
): Accounts {
  const accounts = new Map<number, AccountRef>()
  const Vault = defineActor('Vault', (_ctx: ActorContext<VaultProtocol>) => ({
    enter: (entry) => books.enter(entry),
  }))
  const vault = system.spawn(Vault, [], { name: 'vault' })
  const Branch = defineActor('Branch', (ctx: ActorContext<BranchProtocol>) => ({
    open(account) {
      const on = groups[account % groups.length] ?? ''
      const ref = ctx.spawn(Account, [books.nextLife(account), vault], { on, restart: 'temporary' })
      accounts.set(account, ref)
      ctx.watchWith(ref, 'lost', account)
    },
    lost(account) {
      accounts.delete(account)
      ctx.timers.after(`account ${account}`, AGAIN_MS, 'open', account)
    },
  }))
  const branch = system.spawn(Branch, [], { name: 'branch' })
  for (let account = 0; account < count; account++) branch.tell('open', account)
  return accounts
}
