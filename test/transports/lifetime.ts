import { setImmediate } from 'node:timers/promises'
import { createSystem, type NodeProvider } from '@troupe/core'
import { Witness } from './actors.ts'

/** The module of actors that the tests of transports share. */
export const actorsUrl = new URL('./actors.ts', import.meta.url)

/** What a program prints that uses a system twice: what keeps its event loop alive after each shutdown. */
export async function useTwice(nodes: NodeProvider): Promise<void> {
  const once = await use(nodes)
  const twice = await use(nodes)
  console.log(JSON.stringify({ once, twice }))
}

async function use(nodes: NodeProvider): Promise<string[]> {
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
  return process.getActiveResourcesInfo()
}

/** Starts a system, says so, and leaves it running. */
export async function useForEver(nodes: NodeProvider): Promise<void> {
  const system = await createSystem({ nodes: { far: nodes } })
  await system.spawn(Witness, [], { on: 'far' }).ask('look')
  console.log('up')
}
