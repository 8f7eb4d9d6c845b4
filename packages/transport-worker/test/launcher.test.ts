import { StillbornNode } from '@troupe/core/remote'
import { describe, expect, test } from 'vitest'
import { FROM_BRIDGE } from '../../../test/transports/far-side.ts'
import { launch, launcherConformance } from '../../../test/transports/launcher-conformance.ts'
import { countTo, numbersOf } from '../../../test/transports/near-side.ts'
import { WorkerLauncher, type WorkerLauncherOptions } from '../src/parent/worker-launcher.ts'

function createLauncher(options: Partial<WorkerLauncherOptions> = {}): WorkerLauncher {
  return new WorkerLauncher({
    bootstrap: new URL('./fixtures/far-thread.mjs', import.meta.url),
    module: 'file:///unused.ts',
    environment: undefined,
    askTimeout: 1000,
    execArgv: ['--conditions=@troupe/source'],
    ...options,
  })
}

launcherConformance(() => createLauncher())

/** Two nodes with a direct connection. */
function launchPair() {
  const launcher = createLauncher()
  const one = launch(launcher, 1)
  const other = launch(launcher, 2)
  const ends = [
    { seat: { node: 1, name: 'far-1' }, launched: one.node },
    { seat: { node: 2, name: 'far-2' }, launched: other.node },
  ] as const
  return { launcher, one, other, bridge: () => launcher.bridge(...ends) }
}

describe('a direct connection', () => {
  test('carries frames between two threads in order', async () => {
    const { one, other, bridge } = launchPair()
    bridge()
    one.near.order({ over: 'bridge', burst: 5000 })
    await other.near.arrived(5000)
    expect(numbersOf(other.near.frames, 1)).toEqual(countTo(5000))
  })

  test.each(['exit', 'throw'] as const)(
    'delivers all that was sent before an end by %s, and then closes',
    async (ending) => {
      const { one, other, bridge } = launchPair()
      bridge()
      one.near.order({ over: 'bridge', burst: 20_000, ending })
      await other.near.arrived(20_001)
      expect(numbersOf(other.near.frames.slice(0, -1), 1)).toEqual(countTo(20_000))
      expect(other.near.frames.at(-1)?.bytes).toEqual(Uint8Array.of(FROM_BRIDGE))
    },
  )

  test('closes at once where the other thread has gone already', async () => {
    const { one, other, bridge } = launchPair()
    one.near.order({ ending: 'exit' })
    await one.node.ended
    bridge()
    await other.near.arrived(1)
    expect(other.near.frames[0]?.bytes).toEqual(Uint8Array.of(FROM_BRIDGE))
  })

  test('closes where the other thread could not be launched', async () => {
    const launcher = createLauncher()
    const other = launch(launcher, 2)
    const stillborn = new StillbornNode('no', undefined)
    launcher.bridge(
      { seat: { node: 1, name: 'far-1' }, launched: stillborn },
      { seat: { node: 2, name: 'far-2' }, launched: other.node },
    )
    await other.near.arrived(1)
    expect(other.near.frames[0]?.bytes).toEqual(Uint8Array.of(FROM_BRIDGE))
  })
})

test('a thread that runs out of memory says so, and ends alone', async () => {
  const { near } = launch(createLauncher({ resourceLimits: { maxOldGenerationSizeMb: 24 } }))
  near.order({ ending: 'hoard' })
  const error = await near.ended
  expect(error?.message).toMatch(/^The thread far-1 ran out of memory; see resourceLimits/)
  expect(error).toMatchObject({ code: 'node-down', cause: { code: 'ERR_WORKER_OUT_OF_MEMORY' } })
})

test('a thread that cannot be made is a node that has ended', async () => {
  const { node, near } = launch(createLauncher({ execArgv: ['--no-such-option'] }))
  const error = await near.ended
  expect(error).toMatchObject({ code: 'node-down', cause: { code: 'ERR_WORKER_INVALID_EXEC_ARGV' } })
  expect(error?.message).toMatch(/^The thread far-1 could not be started: .*--no-such-option/)
  expect(await node.ended).toBe(error)
})

test('a message that the module of actors posts to the parent is not taken for a frame', async () => {
  const { near } = launch(createLauncher())
  near.order({ ending: 'chat' })
  near.order({ burst: 1 })
  await near.arrived(1)
  expect(numbersOf(near.frames)).toEqual([0])
})
