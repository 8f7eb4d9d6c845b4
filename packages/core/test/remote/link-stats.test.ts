import { describe, expect, it } from 'vitest'
import {
  type ActorContext,
  createSystem,
  defineActor,
  type LinkStats,
  type NodeProvider,
} from '../../src/index.ts'
import { type LaunchedNode, launchGroup, memoryNodes } from '../../src/remote/index.ts'
import { type Gate, gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'
import { Speech, Stage, silent } from './played-node.ts'

interface TakerProtocol {
  take(bytes?: Uint8Array): void
  taken(): number
  block(): Promise<void>
}

const held = new Map<string, Gate<void>>()

const Taker = defineActor('Taker', (ctx: ActorContext<TakerProtocol>) => {
  let taken = 0
  return { take: () => void taken++, taken: () => taken, block: () => held.get(ctx.self.path)?.promise }
})

async function setUp() {
  const system = await createSystem({ nodes: { far: memoryNodes({ Taker }) } })
  const taker = system.spawn(Taker, [], { on: 'far', mailbox: { highWater: 2 } })
  const read = (): LinkStats | undefined => system.stats().links['far-0']
  return { system, taker, read, [Symbol.asyncDispose]: () => system.shutdown({ deadline: 0 }) }
}

describe('the stats of a link', () => {
  it('count the messages told and asked, and what crossed it with them', async () => {
    await using t = await setUp()
    await t.taker.ask('taken')
    const before = t.read()
    for (let i = 0; i < 5; i++) t.taker.tell('take')
    expect(await t.taker.ask('taken')).toBe(5)
    const after = t.read()
    expect(after?.sent.messages).toBe(Number(before?.sent.messages) + 6)
    expect(after?.sent.frames).toBe(Number(before?.sent.frames) + 1)
    expect(after?.received.messages).toBe(0)
    expect(after?.received.frames).toBeGreaterThan(Number(before?.received.frames))
  })

  it('count the bytes of frames and of the buffers that move along with them', async () => {
    await using t = await setUp()
    await t.taker.ask('taken')
    const before = Number(t.read()?.sent.bytes)
    t.taker.tell('take', new Uint8Array(100_000))
    await t.taker.ask('taken')
    const bytes = Number(t.read()?.sent.bytes) - before
    expect(bytes).toBeGreaterThan(100_000)
    expect(bytes).toBeLessThan(101_000)
  })

  it('tell what is under way, and to how many actors the way is full', async () => {
    await using t = await setUp()
    await t.taker.ask('taken')
    const block = gate()
    held.set(t.taker.path, block)
    t.taker.tell('block')
    while (t.taker.tell('take')) {}
    const pending = t.taker.ask('taken')
    await settled()
    expect(t.read()).toMatchObject({ fullWays: 1, pendingAsks: 1 })
    expect(t.read()?.underWay).toBeGreaterThan(2)
    block.open()
    await pending
    await settled()
    expect(t.read()).toMatchObject({ fullWays: 0, pendingAsks: 0 })
    const { sent, underWay } = t.read() ?? {}
    expect(underWay).toBeLessThan(Number(sent?.messages))
  })

  it('are there for links that live alone, and are plain data', async () => {
    await using t = await setUp()
    const stats = t.system.stats()
    expect(Object.keys(stats.links)).toEqual(['far-0'])
    expect(structuredClone(stats)).toEqual(stats)
    await t.system.shutdown()
    expect(t.system.stats().links).toEqual({})
  })

  it('count the frames that made no sense, from earlier nodes of that name as well', async () => {
    const stages: Stage[] = []
    const launch = (): LaunchedNode => {
      const stage = new Stage()
      const end = gate<Error | undefined>()
      stages.push(stage)
      queueMicrotask(() => stage.say(new Speech().hello().take()))
      return { connection: stage, ended: end.promise, kill: () => end.open(new Error('killed')) }
    }
    const played: NodeProvider = {
      join: (system, group) => launchGroup(system, group, { medium: 'played', launch }, options),
    }
    const options = { count: 1, startTimeout: 1000 }
    const system = await createSystem({ nodes: { played }, logger: silent })
    expect(system.stats().links['played-0']).toMatchObject({ refusedFrames: 0 })
    stages[0]?.say(Uint8Array.of(0xff, 0, 0, 0, 0))
    expect(system.stats().links).toEqual({})
    await settled()
    expect(stages).toHaveLength(2)
    expect(system.stats().links['played-0']).toMatchObject({ refusedFrames: 1 })
    await system.shutdown({ deadline: 0 })
  })
})
