import { createTestSystem } from '@troupe/testkit'
import { test } from 'vitest'
import { PrimeCounter } from '../src/actors.ts'

test('primes are counted', async () => {
  await using system = createTestSystem()
  const counter = system.spawn(PrimeCounter)
  await system.expectAnswer(counter.ask('count', 0, 10), 4)
})

test('a counter knows how many it has counted in all', async () => {
  await using system = createTestSystem()
  const counter = system.spawn(PrimeCounter)
  counter.tell('count', 0, 10)
  counter.tell('count', 10, 20)
  await system.expectAnswer(counter.ask('total'), 8)
})
