import { createSystem, type NodeProvider } from '@troupe/core'
import { memoryNodes } from '@troupe/core/remote'
import { processes } from '@troupe/transport-ipc'
import { workers } from '@troupe/transport-worker'
import { expect, onTestFinished, test } from 'vitest'
import { Echo } from './conformance/actors.ts'
import { liveBytes } from './conformance/live-bytes.ts'
import { whatIsLeft, whatIsOpen } from './conformance/open-resources.ts'

const actors = new URL('./conformance/actors.ts', import.meta.url)

const logger = { write() {} }
const quietNodes = (): NodeProvider => memoryNodes({ Echo }, { environment: { logger } })

/** Starts a system, has actors of it speak, and shuts it down in one of several ways. */
async function useOne(nodes: NodeProvider, turn: number): Promise<void> {
  const system = await createSystem({
    nodes: { far: nodes },
    shutdownOn: ['SIGTERM'],
    logger: { write() {} },
  })
  const here = system.spawn(Echo)
  const there = system.spawn(Echo, [], { on: 'far' })
  const ended = system.terminated(there)
  expect(await here.ask('askFor', there, turn)).toBe(turn)
  for (let i = 0; i < 20; i++) there.tell('echo', i)
  await system.shutdown({ deadline: turn % 3 === 0 ? 0 : 5000, drain: turn % 3 === 1 })
  expect((await ended).reason).toMatch(/^(stopped|killed|node-down)$/)
}

function listeners(): number {
  return process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
}

/** Fails the test if Node warns of anything, of listeners that pile up above all. */
function heedWarnings(): readonly Error[] {
  const warnings: Error[] = []
  const note = (warning: Error): void => void warnings.push(warning)
  process.on('warning', note)
  onTestFinished(() => void process.off('warning', note))
  return warnings
}

test('1,000 systems, one after the other, leave nothing behind: no memory, no handle, no listener', async () => {
  const warnings = heedWarnings()
  for (let turn = 0; turn < 200; turn++) await useOne(quietNodes(), turn)
  const before = { bytes: await liveBytes(), listeners: listeners(), open: await whatIsOpen() }
  for (let turn = 0; turn < 800; turn++) await useOne(quietNodes(), turn)
  expect((await liveBytes()) - before.bytes).toBeLessThan(2_000_000)
  expect(listeners()).toBe(before.listeners)
  expect(await whatIsLeft(before.open)).toEqual([])
  expect(warnings).toEqual([])
})

test.each([
  { medium: 'threads', nodes: () => workers(actors, { count: 2, output: 'ignore' }), systems: 4 },
  { medium: 'processes', nodes: () => processes(actors, { count: 2, output: 'ignore' }), systems: 3 },
])('systems with $medium leave nothing behind, either', async ({ nodes, systems }) => {
  const warnings = heedWarnings()
  await useOne(nodes(), 1)
  const before = { listeners: listeners(), open: await whatIsOpen() }
  for (let turn = 0; turn < systems; turn++) await useOne(nodes(), turn)
  expect(listeners()).toBe(before.listeners)
  expect(await whatIsLeft(before.open)).toEqual([])
  expect(warnings).toEqual([])
})
