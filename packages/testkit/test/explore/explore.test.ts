import { expect, test } from 'vitest'
import { ExploreError, explore, type StateView } from '../../src/index.ts'
import { lostUpdate } from '../rig/lost-update.ts'
import { thrownBy } from './thrown-by.ts'

const noUpdateIsLost = (clients: number) => ({
  'no update is lost': (state: StateView) => state.stateOf('c') === clients,
})

test('a lost update is found in 4 of 6 traces, and shown', async () => {
  const error = await thrownBy(ExploreError, explore(lostUpdate(2), { finally: noUpdateIsLost(2) }))
  expect(error.property).toBe('no update is lost')
  expect(error.report).toMatchObject({ runs: 6, traces: 6, failures: 4, exhaustive: true })
  expect(error.message).toContain('4 of 6 traces')
  expect(error.message).toContain('3  c -> i1  value(0)   (sent at 1)')
  expect(error.diagram).toContain('sequenceDiagram')
})

test('what was found is found again by its token', async () => {
  const options = { finally: noUpdateIsLost(3) }
  const { replay, message } = await thrownBy(ExploreError, explore(lostUpdate(3), options))
  const again = await thrownBy(ExploreError, explore(lostUpdate(3), { ...options, replay }))
  expect(again.report).toMatchObject({ runs: 1, failures: 1, skipped: [] })
  expect(again.replay).toBe(replay)
  expect(message.slice(message.indexOf('\n'))).toBe(again.message.slice(again.message.indexOf('\n')))
})

test('a protocol in which nothing is wrong gives a report', async () => {
  const report = await explore(lostUpdate(1), { finally: noUpdateIsLost(1) })
  expect(report).toMatchObject({ runs: 1, traces: 1, failures: 0, exhaustive: true, longest: 3 })
})

test('real actors have as many traces as their model', async () => {
  const report = await explore(lostUpdate(3))
  expect(report).toMatchObject({ runs: 90, traces: 90, covered: 0, exhaustive: true })
})

test('a search that meets its limit does not claim to have seen everything', async () => {
  expect(await explore(lostUpdate(3), { runs: 50 })).toMatchObject({ runs: 50, exhaustive: false })
  expect(await explore(lostUpdate(2), { runs: 6 })).toMatchObject({ runs: 6, exhaustive: true })
  expect(await explore(lostUpdate(2), { maxSteps: 2 })).toMatchObject({ exhaustive: false })
})

test('a long exploration lets a test runner do its work meanwhile', async () => {
  let turns = 0
  const turning = setInterval(() => turns++, 0)
  await explore(lostUpdate(4), { strategy: 'random', runs: 500 })
  clearInterval(turning)
  expect(turns).toBeGreaterThan(0)
})
