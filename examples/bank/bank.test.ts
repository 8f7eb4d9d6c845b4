import { describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { openBank } from './main.ts'

describe.each(placements)('a bank, %s', (placement) => {
  test('has every deposit, loses those that are read and then written, and keeps its total', async () => {
    const plan = { customers: 100, accounts: 20, transfers: 1000, workMs: 0 }
    const books = await openBank(plan, { on: placement })
    expect(books).toMatchObject({ deposits: 100, balance: 100, total_before: 2000, total_after: 2000 })
    expect(books.split_balance).toBeLessThan(100)
    expect(books.transfers + books.refused).toBe(1000)
    expect(books.refused).toBeGreaterThan(0)
  })
})

test('the total is the same after 50,000 transfers', async () => {
  const plan = { customers: 1, accounts: 1000, transfers: 50_000, workMs: 0 }
  const books = await openBank(plan, { on: 'here' })
  expect(books).toMatchObject({ total_before: 100_000, total_after: 100_000 })
  expect(books.transfers + books.refused).toBe(50_000)
})
