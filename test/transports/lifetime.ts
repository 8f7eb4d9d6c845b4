import { setImmediate } from 'node:timers/promises'
import { createSystem, type NodeProvider } from '@troupe/core'
import { Witness } from './actors.ts'

/** The module of actors that the tests of transports share. */
export const actorsUrl = new URL('./actors.ts', import.meta.url)

/** What a program prints that uses a system and shuts it down: what keeps its event loop alive before and after. */
export async function useAndShutDown(nodes: NodeProvider): Promise<void> {
  const before = process.getActiveResourcesInfo()
  const system = await createSystem({ nodes: { far: nodes } })
  const [one, other] = [
    system.spawn(Witness, [], { on: 'far-0' }),
    system.spawn(Witness, [], { on: 'far-1' }),
  ]
  await one.ask('greet', other)
  await system.shutdown()
  // A handle that was closed counts until the event loop has turned, that of a process until it has turned twice.
  await setImmediate()
  await setImmediate()
  console.log(JSON.stringify({ before, after: process.getActiveResourcesInfo() }))
}

/** Starts a system, says so, and leaves it running. */
export async function useForEver(nodes: NodeProvider): Promise<void> {
  const system = await createSystem({ nodes: { far: nodes } })
  await system.spawn(Witness, [], { on: 'far' }).ask('look')
  console.log('up')
}
