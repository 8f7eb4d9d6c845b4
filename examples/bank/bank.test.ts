import { describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { openBank } from './main.ts'

describe.each(placements)('a bank, %s', (placement) => {
  test('has every deposit, loses those that are read and then written, and keeps its total', async () => {
    const plan = { customers: 50, accounts: 20, transfers: 300, workMs: 0 }
    const books = await openBank(plan, placement)
    expect(books).toMatchObject({ deposits: 50, balance: 50, total_before: 2000, total_after: 2000 })
    expect(books.split_balance).toBeLessThan(50)
    expect(books.transfers + books.refused).toBe(300)
    expect(books.refused).toBeGreaterThan(0)
  })
})
