import { createTestSystem, fx, testActor } from '@troupe/testkit'
import { describe, expect, test } from 'vitest'
import { placements } from '../shared/placement.ts'
import { Class, type ClassProtocol, Pupil, shareOf } from './actors.ts'
import { costOfOneMore, spreadOf, upTo } from './figures.ts'
import { doHomework } from './main.ts'

test.each([2, 5, 99, 100, 150])('%i pupils read what one reads, each page once', async (pupils) => {
  await using system = createTestSystem({ seed: pupils })
  const room = system.spawn(Class)
  const alone = await room.ask('read', 0, 100, 1)
  expect(alone).toBeGreaterThan(0)
  expect(await room.ask('read', 0, 100, pupils)).toBe(alone)
})

test('a pupil tells the class what its pages come to, and is gone', async () => {
  const pupil = testActor(Pupil, (stub) => [stub<Pick<ClassProtocol, 'done'>>('class')])
  await pupil.send('read', 0, 0)
  expect(pupil.effects()).toEqual([fx.tell('class', 'done', 0), fx.stop('self')])
})

test('a class has no pupils left when all is read', async () => {
  await using system = createTestSystem()
  const room = system.spawn(Class)
  await room.ask('read', 0, 10, 3)
  await system.settled()
  expect(Object.keys(system.stats().actors)).toEqual([room.path])
})

test('shares differ by one page at most, and follow each other', () => {
  expect([0, 1, 2].map((index) => shareOf(10, 20, 3, index))).toEqual([
    [10, 13],
    [13, 16],
    [16, 20],
  ])
})

test('the spread is the slowest by the fastest', () => {
  expect(spreadOf([500, 400, 600].map((ms, parts) => ({ parts, ms })))).toBe(1.5)
  expect(spreadOf([{ parts: 1, ms: 7 }])).toBe(1)
})

test('one part more costs what all have cost more, by how many more there were', () => {
  expect(costOfOneMore([1, 2, 4].map((parts) => ({ parts, ms: 100 * parts })))).toBe(100)
  expect(costOfOneMore([{ parts: 1, ms: 7 }])).toBe(0)
  expect(costOfOneMore([9, 3].map((ms, parts) => ({ parts, ms })))).toBe(0)
})

test('sizes are tried up to a limit', () => {
  expect(upTo(8, [1, 2, 4, 8, 16])).toEqual([1, 2, 4, 8])
})

describe.each(placements)('homework, %s', (placement) => {
  test('comes to the same, however it is cut', async () => {
    const outcome = await doHomework({ pages: 1000, pupils: 1000, threads: 2 }, { on: placement })
    expect(outcome.actors.map(({ parts }) => parts)).toEqual([5, 100, 1000])
    expect(outcome.threads.map(({ parts }) => parts)).toEqual([1, 2])
    expect(outcome.sum).toBe(await sumOf(1000))
  })
})

async function sumOf(pages: number): Promise<number> {
  await using system = createTestSystem()
  return await system.spawn(Class).ask('read', 0, pages, 1)
}
