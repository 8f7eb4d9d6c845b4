import { expect, test } from 'vitest'
import { liveBytes } from '../../../../test/conformance/live-bytes.ts'
import { type ActorContext, createSystem, defineActor } from '../../src/index.ts'
import { type LaunchedNode, memoryNodes } from '../../src/remote/index.ts'
import { silent } from './played-node.ts'

const DEATHS = 200
/** Why it ended, and that it was. */
const KEPT_BYTES = 8_000

const Echo = defineActor('Echo', (_ctx: ActorContext<{ ping(): string }>) => ({ ping: () => 'pong' }))

const refuse = (): never => {
  throw new Error('An actor of a lost node has answered.')
}

test('of a node that is lost, next to nothing is kept', async () => {
  const living = new Map<string, LaunchedNode>()
  const nodes = memoryNodes(
    { Echo },
    {
      count: 2,
      budget: { max: Infinity, within: 1000 },
      onLaunch: ({ name }, node) => living.set(name, node),
    },
  )
  const system = await createSystem({ nodes: { mortal: nodes }, logger: silent })
  const die = async (): Promise<void> => {
    const echo = system.spawn(Echo, [], { on: 'mortal-0' })
    await echo.ask('ping')
    const back = new Promise<void>((resolve) => {
      const stop = system.events.on('node-up', () => {
        stop()
        resolve()
      })
    })
    living.get('mortal-0')?.kill()
    await back
    await echo.ask('ping').then(refuse, () => {})
  }
  for (let i = 0; i < DEATHS; i++) await die()
  const before = await liveBytes()
  for (let i = 0; i < DEATHS; i++) await die()
  expect((await liveBytes()) - before).toBeLessThan(DEATHS * KEPT_BYTES)
  await system.shutdown({ deadline: 0 })
})
