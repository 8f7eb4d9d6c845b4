import { describe, expect, test } from 'vitest'
import {
  type ActorContext,
  type AnyActorRef,
  defineActor,
  InvalidDefinitionError,
  InvalidOptionError,
} from '../../src/index.ts'
import { definePool } from '../../src/patterns/index.ts'
import { memoryNodes } from '../../src/remote/index.ts'
import { createRig } from '../rig/create-rig.ts'
import { settled } from '../rig/settled.ts'
import { startAnew } from '../rig/start-anew.ts'

interface WorkerProtocol {
  who(): string
  fail(): void
  leave(): void
}

const worker = (living: AnyActorRef[] = []) =>
  defineActor('Worker', (ctx: ActorContext<WorkerProtocol>, prefix: string) => {
    living.push(ctx.self)
    return {
      who: () => `${prefix}${ctx.self.path.split('$').at(-1)}`,
      fail() {
        throw new Error('oops')
      },
      leave: () => ctx.stop(),
    }
  })

describe('a pool', () => {
  test('spawns its routees, with its own arguments, and shares the messages out among them', async () => {
    await using rig = await createRig()
    const living: AnyActorRef[] = []
    const pool = rig.system.spawn(definePool('Pool', worker(living), { size: 3 }), ['w'])
    const answers = await Promise.all([1, 2, 3, 4].map(() => pool.ask('who')))
    expect(new Set(answers).size).toBe(3)
    expect(answers[3]).toBe(answers[0])
    expect(answers[0]).toMatch(/^w\d+$/)
    expect(living).toHaveLength(3)
    for (const { path } of living) expect(path.startsWith(`${pool.path}/`)).toBe(true)
  })

  test('starts a routee anew that fails or stops by itself, and keeps it', async () => {
    await using rig = await createRig()
    const pool = rig.system.spawn(definePool('Pool', worker(), { size: 2 }), [''])
    const [first, second] = [await pool.ask('who'), await pool.ask('who')]
    await expect(pool.ask('fail')).rejects.toMatchObject({ code: 'actor-failed' })
    await pool.ask('leave')
    await settled()
    expect([await pool.ask('who'), await pool.ask('who')]).toEqual([first, second])
  })

  test('loses a routee that is not to be started anew, and fails with the last one', async () => {
    await using rig = await createRig()
    const living: AnyActorRef[] = []
    const options = { size: 2, routee: { restart: 'temporary' as const } }
    const pool = rig.system.spawn(definePool('Pool', worker(living), options), [''])
    await pool.ask('leave')
    await settled()
    const left = await pool.ask('who')
    expect(await pool.ask('who')).toBe(left)
    expect(rig.failures).toEqual([])
    pool.tell('leave')
    await settled()
    expect(rig.failures).toMatchObject([{ path: pool.path, error: { code: 'no-routees' } }])
    expect(living).toHaveLength(4)
    expect(new Set([await pool.ask('who'), await pool.ask('who')]).size).toBe(2)
  })

  test('fills the place of a routee that somebody else has stopped [PAT-2]', async () => {
    await using rig = await createRig()
    const living: AnyActorRef[] = []
    const pool = rig.system.spawn(definePool('Pool', worker(living), { size: 2 }), [''])
    for (const routee of [...living]) await rig.system.stop(routee)
    await settled()
    expect(await pool.ask('who').catch((error) => error.code)).toBe('no-routees')
    await rig.clock.advance(1000)
    expect(new Set([await pool.ask('who'), await pool.ask('who')]).size).toBe(2)
    expect(rig.failures).toEqual([])
  })

  test.each(['permanent', 'temporary'] as const)(
    'has no routees while there is no node, does not fail, and fills their places when one is back, where they are %s [PAT-2]',
    async (restart) => {
      let kill: () => void = () => {}
      const Worker = worker()
      const far = memoryNodes(
        { Worker },
        {
          backoff: { min: 5000, max: 5000, jitter: 0 },
          environment: { logger: { write: () => {} } },
          onLaunch: (_seat, node) => {
            kill = () => node.kill()
          },
        },
      )
      await using rig = await createRig({ nodes: { far } })
      const Pool = definePool('Pool', Worker, { size: 2, routee: { on: 'far', restart } })
      const pool = rig.system.spawn(Pool, ['w'])
      const routees = async () => {
        const asks = [1, 2].map(() => pool.ask('who').catch((error) => error.code))
        return new Set(await Promise.all(asks))
      }
      expect((await routees()).size).toBe(2)
      kill()
      await settled()
      expect(await routees()).toEqual(new Set(['no-routees']))
      await rig.clock.advance(4999)
      expect(await routees()).toEqual(new Set(['no-routees']))
      expect(rig.failures.filter(({ path }) => path === pool.path)).toEqual([])
      const up = new Promise<void>((resolve) => rig.system.events.on('node-up', () => resolve()))
      await rig.clock.advance(1)
      await up
      await rig.clock.advance(1000)
      const back = await routees()
      expect([back.size, back.has('no-routees')]).toEqual([2, false])
    },
  )

  test('that is started anew has ended its routees before it spawns others [PAT-1]', async () => {
    await using rig = await createRig()
    const living: AnyActorRef[] = []
    const pool = rig.system.spawn(definePool('Pool', worker(living), { size: 2 }), [''])
    await startAnew(rig.system, pool)
    await pool.ask('who')
    expect(living).toHaveLength(4)
    expect(living.map(({ path }) => rig.system.lookup(path) !== undefined)).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  test('heeds the decision that its options make of a failure', async () => {
    await using rig = await createRig()
    const living: AnyActorRef[] = []
    const routee = { decide: () => 'resume' as const }
    const pool = rig.system.spawn(definePool('Pool', worker(living), { size: 1, routee }), [''])
    await pool.ask('fail').catch(() => {})
    await pool.ask('who')
    expect(living).toHaveLength(1)
  })

  test('ends its routees when it ends', async () => {
    await using rig = await createRig()
    const living: AnyActorRef[] = []
    const pool = rig.system.spawn(definePool('Pool', worker(living), { size: 2 }), [''])
    await rig.system.stop(pool)
    expect(living.map(({ path }) => rig.system.lookup(path))).toEqual([undefined, undefined])
  })

  test('is not spawned where there is no node of the name that its routees are to live on, and nothing has changed', async () => {
    await using rig = await createRig()
    const Stray = definePool('Stray', worker(), { size: 1, routee: { on: 'nowhere' } })
    expect(() => rig.system.spawn(Stray, [''], { name: 'pool' })).toThrow(
      expect.objectContaining({ code: 'no-such-node', message: expect.stringContaining('"nowhere"') }),
    )
    const AtHome = definePool('AtHome', worker(), { size: 1, routee: { on: 'main' } })
    expect(await rig.system.spawn(AtHome, ['w'], { name: 'pool' }).ask('who')).toMatch(/^w/)
    expect(rig.failures).toEqual([])
  })

  test('needs a definition, and a size', () => {
    // @ts-expect-error stands for JavaScript
    expect(() => definePool('Pool', 'Worker', { size: 1 })).toThrow(InvalidDefinitionError)
    for (const size of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => definePool('Pool', worker(), { size })).toThrow(InvalidOptionError)
  })
})
