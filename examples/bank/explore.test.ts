import { readFile } from 'node:fs/promises'
import { ExploreError, explore, type Program } from '@troupe/testkit'
import { describe, expect, test } from 'vitest'
import { Account, Customer, SplitAccount, SplitCustomer } from './actors.ts'

const customers = ['ann', 'bob']

const whole: Program = (system) => {
  const account = system.spawn(Account, [0, 0], { name: 'account' })
  for (const name of customers) system.spawn(Customer, [account], { name }).tell('pay')
}

const split: Program = (system) => {
  const account = system.spawn(SplitAccount, [], { name: 'account' })
  for (const name of customers) system.spawn(SplitCustomer, [account, 0], { name }).tell('pay')
}

const noDepositIsLost: Parameters<typeof explore>[1] = {
  finally: { 'no deposit is lost': (state) => state.stateOf('account') === customers.length },
}

async function whatExploreFinds(program: Program, options = {}): Promise<ExploreError> {
  const found: unknown = await explore(program, { ...noDepositIsLost, ...options }).catch((error) => error)
  if (found instanceof ExploreError) return found
  throw new Error('explore found nothing', { cause: found })
}

describe('two customers who deposit 1 each, in every order in which that can happen', () => {
  test('find both in an account that handles a deposit as one message', async () => {
    expect(await explore(whole, noDepositIsLost)).toMatchObject({ exhaustive: true, failures: 0 })
  })

  test('lose one in four of six orders where the account is read, and then written', async () => {
    const { report, diagram } = await whatExploreFinds(split)
    expect(report).toMatchObject({ exhaustive: true, traces: 6, failures: 4 })
    expect(await readFile(new URL('README.md', import.meta.url), 'utf8')).toContain(diagram.trim())
  })

  test('lose it again whenever that order is replayed', async () => {
    const { replay } = await whatExploreFinds(split)
    expect((await whatExploreFinds(split, { replay })).property).toBe('no deposit is lost')
  })
})
