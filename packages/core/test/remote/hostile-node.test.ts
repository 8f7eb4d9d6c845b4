import { describe, expect, it } from 'vitest'
import { type ActorContext, defineActor } from '../../src/index.ts'
import { record } from '../../src/remote/record.ts'
import { settled } from '../rig/settled.ts'
import { openNode, openSystem, Speech } from './played-node.ts'
import { recordFrames } from './recorded-frames.ts'

const Idle = defineActor('Idle', (_ctx: ActorContext<{ ping(): string }>) => ({ ping: () => 'pong' }))

const tooLong = Uint8Array.of(record.tell, 0xff, 0xff, 0xff, 0xff, 1, 2, 3)

const nonsense: readonly (readonly [string, () => Uint8Array])[] = [
  ['a record that is cut off', () => Uint8Array.of(record.tell, 1)],
  ['a record longer than the frame', () => tooLong],
  ['a record of an unknown kind', () => Uint8Array.of(99, 0, 0, 0, 0)],
  ['a name that was never said', () => Uint8Array.of(record.tell, 4, 0, 0, 0, 1, 7, 0, 0)],
  ['random bytes', () => Uint8Array.from({ length: 200 }, (_, i) => (i * 7919) % 256)],
  ['a control message of an unknown type', () => new Speech().control({ type: 'constructor' }).take()],
  ['a control message that is none', () => new Speech().control('__proto__').take()],
]

describe('a node that says nonsense', () => {
  it.each(nonsense)(
    '(%s) is ended: counted, with the reason, and nothing else is harmed [NOD-5]',
    async (_what, bytes) => {
      const { system, stage, killed } = await openSystem()
      const downs: unknown[] = []
      system.events.on('node-down', ({ name, error }) =>
        downs.push({ name, code: error?.name, cause: error?.cause }),
      )
      const lost = system.spawn(Idle, [], { on: 'played-0' })
      const asked = lost.ask('ping').catch((error: unknown) => error)
      stage.say(bytes())
      stage.say(bytes())
      expect(await asked).toMatchObject({ code: 'node-down' })
      expect(system.deadLetters.undecodable).toBe(1)
      expect(downs).toEqual([
        { name: 'played-0', code: 'NodeDownError', cause: expect.objectContaining({ code: 'bad-frame' }) },
      ])
      expect({ isClosed: stage.isClosed, isKilled: killed.length > 0 }).toEqual({
        isClosed: true,
        isKilled: true,
      })
      expect(await system.spawn(Idle).ask('ping')).toBe('pong')
      await system.shutdown()
    },
  )

  it('may greet again: it is up once', async () => {
    const { system, stage, killed } = await openSystem()
    const ups: string[] = []
    system.events.on('node-up', ({ name }) => ups.push(name))
    stage.say(new Speech().hello().take())
    await system.spawn(Idle).ask('ping')
    expect({ ups, isClosed: stage.isClosed, killed }).toEqual({ ups: [], isClosed: false, killed: [] })
    await system.shutdown({ deadline: 0 })
  })

  it('may speak of actors that nobody knows: that costs it its words only [NOD-5]', async () => {
    const { system, stage, killed, speech } = await openSystem()
    const strangers = [0, 1, 77, 2 ** 32 + 9, 5 * 2 ** 32, 2 ** 52]
    for (const uid of strangers) {
      for (const name of ['ping', '__proto__', 'constructor', 'toString']) {
        speech.outbox.tellPlain(uid, name, { any: 'thing' })
        speech.outbox.ask(
          { uid, name, payload: 1, spread: false, priority: 'normal', transfer: undefined, ttl: undefined },
          uid,
          undefined,
          5000,
        )
      }
      for (const kind of [record.answer, record.rejection, record.credit, record.down, record.unwatch]) {
        speech.outbox.put(kind, uid, 1, undefined)
      }
      for (const kind of [
        record.stop,
        record.order,
        record.childStopped,
        record.childFailed,
        record.memberTurned,
      ]) {
        speech.outbox.put(kind, uid, 1, kind === record.childFailed ? new Error('whose?') : undefined)
      }
    }
    stage.say(speech.take())
    await settled()
    expect(killed).toEqual([])
    expect(system.deadLetters.terminated).toBe(16)
    expect(await system.spawn(Idle).ask('ping')).toBe('pong')
    await system.shutdown({ deadline: 0 })
  })
})

describe('a node whose parent says nonsense', () => {
  it.each(nonsense)('(%s) leaves, once [NOD-5]', async (_what, bytes) => {
    const node = await openNode({ Idle })
    const { parent } = node
    parent.say(bytes())
    parent.say(bytes())
    parent.receiver?.closed(undefined)
    expect({ endings: node.endings, isClosed: parent.isClosed }).toEqual({ endings: 1, isClosed: true })
  })
})

describe('frames with a few bits changed', () => {
  it('never throw at the transport, and never keep a system from shutting down [NOD-5]', async () => {
    const recorded = await recordFrames()
    expect(recorded.length).toBeGreaterThan(3)
    let random = 1
    const below = (limit: number): number => {
      random = (random * 48_271) % 2_147_483_647
      return random % limit
    }
    for (let round = 0; round < 300; round++) {
      const { system, stage } = await openSystem()
      for (const frame of recorded) {
        const bytes = frame.slice()
        if (below(3) === 0) bytes[below(bytes.length)] = below(256)
        stage.say(below(10) === 0 ? bytes.subarray(0, below(bytes.length)) : bytes)
      }
      await settled()
      await system.shutdown({ deadline: 0 })
    }
  })
})
