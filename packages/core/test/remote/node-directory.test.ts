import { describe, expect, it } from 'vitest'
import { createDefaultEnvironment } from '../../src/env/default-env.ts'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { Network } from '../../src/remote/network.ts'
import { NodeDirectory } from '../../src/remote/node-directory.ts'
import { LocalSystem } from '../../src/system/local-system.ts'

const Known = defineActor('Known', (_ctx: ActorContext<{ ping(): void }>) => ({ ping: () => {} }))
const Other = defineActor('Other', (_ctx: ActorContext<{ ping(): void }>) => ({ ping: () => {} }))

const card = (node: number, name: string, group: string) => ({ node, name, group, definitions: ['Known'] })

function open() {
  const environment = createDefaultEnvironment({ logger: { write: () => {} } })
  const local = new LocalSystem({ environment, node: 9, nodeName: 'here', askTimeout: 100 })
  const network = Network.of(local)
  const directory = new NodeDirectory(network)
  // Ways to nodes wait until they are connected, as on a node that has asked its parent for them.
  network.role = { connect: () => {}, controlled: () => {}, relayed: () => {}, linkClosed: () => {} }
  local.findPlacement = (name) => directory.placement(name)
  const spawn = (on: string, definition = Known) => local.guardian.spawn(definition, [], { on })
  const whereTo = (on: string) => spawn(on).path.split('/')[2]
  return { directory, network, spawn, whereTo }
}

describe('the directory of nodes', () => {
  it('finds nodes by their names, and takes those of a group in turn', () => {
    const { directory, whereTo } = open()
    for (const [node, name] of [
      [1, 'a-0'],
      [2, 'a-1'],
      [3, 'a-2'],
    ] as const)
      directory.add(card(node, name, 'a'))
    directory.add(card(4, 'b-0', 'b'))
    expect(['a', 'a', 'a', 'a', 'b', 'b'].map(whereTo)).toEqual(['a-0', 'a-1', 'a-2', 'a-0', 'b-0', 'b-0'])
    expect(['a-2', 'a-0'].map(whereTo)).toEqual(['a-2', 'a-0'])
  })

  it('puts actors on its own node where that is next in turn', () => {
    const { directory, spawn } = open()
    directory.add(card(9, 'here', 'a'))
    directory.add(card(1, 'a-1', 'a'))
    const paths = [spawn('a').path, spawn('a').path, spawn('a').path]
    expect(paths.map((path) => path.split('/')[2])).toEqual(['here', 'a-1', 'here'])
    expect(paths[0]).toMatch(/^troupe:\/\/here\/Known/)
  })

  it('knows no names that no node ever had', () => {
    const { directory } = open()
    for (const name of ['a', 'a-0', '', 'constructor', '__proto__'])
      expect(directory.placement(name)).toBeUndefined()
  })

  it('leaves out nodes that the parent, or the link to them, says are lost', () => {
    const { directory, network, whereTo } = open()
    for (const [node, name] of [
      [1, 'a-0'],
      [2, 'a-1'],
      [3, 'a-2'],
    ] as const)
      directory.add(card(node, name, 'a'))
    directory.remove(1)
    network.linkTo({ node: 2, name: 'a-1' })
    network.lost(2, new Error('gone'))
    expect(['a', 'a', 'a'].map(whereTo)).toEqual(['a-2', 'a-2', 'a-2'])
  })

  it('says of a node or group that is gone that it is down, with its name', async () => {
    const { directory, spawn } = open()
    directory.add(card(1, 'a-0', 'a'))
    directory.replace([card(4, 'b-0', 'b')])
    for (const name of ['a', 'a-0']) {
      const lost = spawn(name)
      const error = {
        code: 'actor-start-failed',
        cause: { code: 'node-down', message: expect.stringContaining(name) },
      }
      await expect(lost.ask('ping')).rejects.toMatchObject(error)
    }
  })

  it('says which definitions a node knows where it does not know the one wanted', async () => {
    const { directory, spawn } = open()
    directory.add(card(1, 'a-0', 'a'))
    const message = expect.stringMatching(/"Other".*Known/)
    await expect(spawn('a', Other).ask('ping')).rejects.toMatchObject({
      cause: { code: 'no-such-definition', message },
    })
  })
})
