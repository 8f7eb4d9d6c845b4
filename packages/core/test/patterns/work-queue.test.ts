import { describe, expect, test } from 'vitest'
import {
  type ActorContext,
  type ActorRef,
  defineActor,
  InvalidOptionError,
  Rejection,
} from '../../src/index.ts'
import {
  defineWorkQueue,
  type WorkerProtocol,
  type WorkQueueOptions,
  type WorkQueueProtocol,
} from '../../src/patterns/index.ts'
import { createRig, type Rig } from '../rig/create-rig.ts'
import { type Gate, gate } from '../rig/gate.ts'
import { settled } from '../rig/settled.ts'
import { startAnew } from '../rig/start-anew.ts'
import { unchecked } from '../rig/unchecked.ts'

type Work = string
type Queue = ActorRef<WorkQueueProtocol<Work, string>>

function openQueue({ system }: Rig, options?: WorkQueueOptions, mailbox = {}) {
  const begun: string[] = []
  const gates = new Map<Work, Gate<string>>()
  const Worker = defineActor(
    'Worker',
    (ctx: ActorContext<WorkerProtocol<Work, string>>, label: string, to: Queue, slots?: number) => {
      to.tell('join', ctx.self, slots)
      return {
        async work(work) {
          begun.push(`${label} ${work}`)
          if (work.startsWith('refuse')) throw new Rejection(work, { code: 'refused' })
          if (work.startsWith('fail')) throw new Error(work)
          if (!work.startsWith('wait')) return `${work} by ${label}`
          const held = gate<string>()
          gates.set(work, held)
          return held.promise
        },
      }
    },
  )
  const queue: Queue = system.spawn(defineWorkQueue<Work, string>('Queue', options), [], { mailbox })
  const worker = (label: string, slots?: number) =>
    system.spawn(Worker, [label, queue, slots], { budget: { max: 100, within: 1000 }, stopTimeout: 10 })
  return { begun, gates, queue, worker }
}

describe('a work queue', () => {
  test('gives work to those who join, one job at a time, and answers with what came of it', async () => {
    await using rig = await createRig()
    const { begun, gates, queue, worker } = openQueue(rig)
    const first = queue.ask('perform', 'wait')
    queue.tell('offer', 'early')
    worker('a')
    await settled()
    expect(begun).toEqual(['a wait'])
    expect(await queue.ask('state')).toEqual({ waiting: 1, underWay: 1, workers: 1 })
    gates.get('wait')?.open('done')
    expect(await first).toBe('done')
    await settled()
    expect(begun).toEqual(['a wait', 'a early'])
    expect(await queue.ask('perform', 'late')).toBe('late by a')
    expect(await queue.ask('state')).toEqual({ waiting: 0, underWay: 0, workers: 1 })
  })

  test('gives a worker as many jobs as it has slots', async () => {
    await using rig = await createRig()
    const { begun, queue, worker } = openQueue(rig)
    worker('a', 1)
    const wide = openQueue(rig)
    for (const each of [1, 2, 3]) wide.queue.tell('offer', `wait ${each}`)
    wide.worker('b', 2)
    await settled()
    expect(await wide.queue.ask('state')).toEqual({ waiting: 1, underWay: 2, workers: 1 })
    expect(await queue.ask('state')).toEqual({ waiting: 0, underWay: 0, workers: 1 })
    expect(begun).toEqual([])
  })

  test('hands the work of one that ends to another, before what waits', async () => {
    await using rig = await createRig()
    const { begun, gates, queue, worker } = openQueue(rig)
    const ending = worker('a')
    const performed = queue.ask('perform', 'wait')
    queue.tell('offer', 'next')
    await settled()
    const stopping = rig.system.stop(ending)
    worker('b')
    await rig.clock.advance(10)
    await stopping
    expect(begun).toEqual(['a wait', 'b next', 'b wait'])
    gates.get('wait')?.open('by b after all')
    expect(await performed).toBe('by b after all')
    expect(await queue.ask('state')).toEqual({ waiting: 0, underWay: 0, workers: 1 })
  })

  test('gives a job up that was handed out in vain too often: a dead letter, and an error for whoever awaits it', async () => {
    await using rig = await createRig()
    const { begun, queue, worker } = openQueue(rig, { deliveries: 3 })
    worker('a')
    await expect(queue.ask('perform', 'fail it')).rejects.toMatchObject({
      code: 'actor-failed',
      cause: { message: 'fail it' },
    })
    expect(begun).toEqual(Array(3).fill('a fail it'))
    await settled()
    expect(rig.deadLetters).toMatchObject([
      { path: queue.path, name: 'offer', payload: 'fail it', reason: 'unhandled' },
    ])
    expect(await queue.ask('perform', 'next')).toBe('next by a')
  })

  test('takes a rejection for an answer', async () => {
    await using rig = await createRig()
    const { begun, queue, worker } = openQueue(rig)
    worker('a')
    await expect(queue.ask('perform', 'refuse')).rejects.toMatchObject({ code: 'refused' })
    expect(begun).toEqual(['a refuse'])
    expect(rig.deadLetters).toEqual([])
  })

  test('hands on what is not confirmed in time, and lets work take longer than any ask may', async () => {
    await using rig = await createRig({ askTimeout: 10 })
    const { begun, gates, queue, worker } = openQueue(rig, { confirmWithin: 1000 })
    worker('slow')
    const performed = queue.with({ timeout: 10_000 }).ask('perform', 'wait')
    await rig.clock.advance(999)
    expect(begun).toEqual(['slow wait'])
    worker('other')
    await rig.clock.advance(26)
    expect(begun).toEqual(['slow wait', 'other wait'])
    gates.get('wait')?.open('done')
    expect(await performed).toBe('done')
  })

  test('holds those back who heed what tell returns while it is full, and loses nothing [PAT-3]', async () => {
    await using rig = await createRig()
    const { begun, queue, worker } = openQueue(rig, { capacity: 5 }, { highWater: 10, capacity: 20 })
    let sent = 0
    while (queue.tell('offer', `${sent}`)) {
      sent++
      if (sent % 4 === 0) await settled()
      if (sent > 100) break
    }
    expect(sent).toBeLessThan(20)
    await settled()
    expect((await queue.ask('state')).waiting).toBe(5)
    const performed = queue.ask('perform', 'last')
    worker('a')
    await queue.ready()
    await performed
    await settled()
    expect(begun.map((line) => line.slice(2)).toSorted()).toEqual(
      [...Array.from({ length: sent + 1 }, (_, n) => `${n}`), 'last'].toSorted(),
    )
    expect(rig.deadLetters).toEqual([])
  })

  test('gives one that leaves no more, and lets it finish', async () => {
    await using rig = await createRig()
    const { begun, gates, queue, worker } = openQueue(rig)
    const leaving = worker('a')
    const performed = queue.ask('perform', 'wait')
    await settled()
    queue.tell('leave', leaving)
    queue.tell('offer', 'next')
    await settled()
    gates.get('wait')?.open('finished')
    expect(await performed).toBe('finished')
    expect(begun).toEqual(['a wait'])
    expect(await queue.ask('state')).toEqual({ waiting: 1, underWay: 0, workers: 0 })
  })

  test('that is stopped makes dead letters of the work that waits', async () => {
    await using rig = await createRig()
    const { queue } = openQueue(rig)
    queue.tell('offer', 'a')
    queue.tell('offer', 'b')
    await settled()
    await rig.system.stop(queue)
    expect(rig.deadLetters.map(({ name, payload }) => [name, payload])).toEqual([
      ['offer', 'a'],
      ['offer', 'b'],
    ])
  })

  test('that is stopped ends at once, and tells those who await work that nobody has begun', async () => {
    await using rig = await createRig()
    const { queue } = openQueue(rig, { capacity: 1 })
    const asked = ['perform', 'perform', 'offer'] as const
    const codes = asked.map((name, n) => queue.ask(name, `${n}`).catch((error) => error.code))
    await settled()
    const ended = rig.system.terminated(queue)
    await rig.system.stop(queue)
    expect(await ended).toMatchObject({ reason: 'stopped' })
    expect(await Promise.all(codes)).toEqual(['actor-terminated', 'actor-terminated', undefined])
    expect(rig.deadLetters.map(({ name, payload }) => [name, payload])).toEqual([
      ['offer', '0'],
      ['offer', '1'],
      ['offer', '2'],
    ])
  })

  test('that is stopped lets workers finish what they have begun', async () => {
    await using rig = await createRig()
    const { gates, queue, worker } = openQueue(rig)
    worker('a')
    const performed = queue.ask('perform', 'wait')
    await settled()
    const stopped = rig.system.stop(queue)
    await settled()
    gates.get('wait')?.open('done')
    expect(await performed).toBe('done')
    await stopped
    expect(rig.deadLetters).toEqual([])
  })

  test('that is drained has all that is awaited done', async () => {
    await using rig = await createRig()
    const { queue, worker } = openQueue(rig, { capacity: 2 })
    worker('a')
    const performed = Promise.all(Array.from({ length: 10 }, (_, n) => queue.ask('perform', `${n}`)))
    await settled()
    await rig.system.stop(queue, { drain: true })
    expect(await performed).toHaveLength(10)
    expect(rig.deadLetters).toEqual([])
  })

  test('that is drained as soon as it was asked has all of that done, though it can tell itself nothing any more', async () => {
    await using rig = await createRig()
    const { begun, gates, queue, worker } = openQueue(rig, { capacity: 1 })
    worker('a')
    await settled()
    const performed = Promise.all(['wait', '1', '2', '3'].map((work) => queue.ask('perform', work)))
    const drained = rig.system.stop(queue, { drain: true })
    await settled()
    expect(begun).toEqual(['a wait'])
    gates.get('wait')?.open('done')
    await settled()
    await drained
    expect(await performed).toEqual(['done', '1 by a', '2 by a', '3 by a'])
    expect(rig.deadLetters).toEqual([])
  })

  test('that is started anew keeps its work and its workers, and has done again what was not confirmed [PAT-1, PAT-4]', async () => {
    await using rig = await createRig()
    const { begun, gates, queue, worker } = openQueue(rig)
    const [one] = [worker('a'), worker('b')]
    const asked = queue.ask('perform', 'wait').catch((error) => error.code)
    await settled()
    const ended = rig.system.stop(one)
    await settled()
    await rig.clock.advance(10)
    await ended
    for (const work of ['wait 2', 'x', 'y', 'z']) queue.tell('offer', work)
    await settled()
    await startAnew(rig.system, queue)
    expect(await asked).toBe('actor-failed')
    await settled()
    expect(await queue.ask('state')).toMatchObject({ underWay: 1, workers: 1 })
    for (const _round of ['begun before', 'begun again', 'wait 2']) {
      for (const held of gates.values()) held.open('done')
      await settled()
    }
    expect(await queue.ask('state')).toEqual({ waiting: 0, underWay: 0, workers: 1 })
    expect(new Set(begun.map((line) => line.slice(2)))).toEqual(new Set(['wait', 'wait 2', 'x', 'y', 'z']))
    expect(rig.deadLetters).toEqual([])
  })

  test('that is started anew learns of the ends of its workers [PAT-1]', async () => {
    await using rig = await createRig()
    const { queue, worker } = openQueue(rig)
    const [one] = [worker('a'), worker('b')]
    await settled()
    await startAnew(rig.system, queue)
    expect(await queue.ask('state')).toMatchObject({ workers: 2 })
    await rig.system.stop(one)
    await settled()
    expect(await queue.ask('state')).toMatchObject({ workers: 1 })
  })

  test('that has ended leaves a trace of what its workers fail with', async () => {
    await using rig = await createRig()
    const { gates, queue, worker } = openQueue(rig)
    const failing = worker('a')
    queue.tell('offer', 'wait')
    await settled()
    await rig.system.stop(queue)
    expect(rig.deadLetters).toMatchObject([{ path: queue.path, name: 'offer', payload: 'wait' }])
    gates.get('wait')?.break(new Error('oops'))
    await settled()
    expect(rig.failures).toMatchObject([{ path: failing.path }])
  })

  test('goes on, and takes in workers, though its mailbox is full', async () => {
    await using rig = await createRig()
    const { begun, queue, worker } = openQueue(rig, { capacity: 1 }, { capacity: 3 })
    for (let n = 0; n < 12; n++) {
      queue.tell('offer', `${n}`)
      await settled()
    }
    worker('a')
    await settled()
    expect(begun).toEqual(['a 0', 'a 1', 'a 2', 'a 3', 'a 4'])
    expect(begun.length + rig.deadLetters.length).toBe(12)
    expect(rig.deadLetters.every(({ name, reason }) => name === 'offer' && reason === 'mailbox-full')).toBe(
      true,
    )
    expect(await queue.ask('perform', 'more')).toBe('more by a')
  })

  test('refuses bad workers, slots and limits, and goes on', async () => {
    await using rig = await createRig()
    const { queue } = openQueue(rig)
    const codeOf = (ask: Promise<unknown>) => ask.catch((error) => error.code)
    expect(await codeOf(unchecked(queue).ask('join', 'me'))).toBe('invalid-option')
    expect(await codeOf(unchecked(queue).ask('leave'))).toBe('invalid-option')
    for (const slots of [0, 1.5, 'two'])
      expect(await codeOf(unchecked(queue).ask('join', queue, slots))).toBe('invalid-option')
    expect(rig.failures).toEqual([])
    for (const options of [
      { capacity: 0 },
      { deliveries: 0 },
      { confirmWithin: 0 },
      { confirmWithin: Number.NaN },
    ])
      expect(() => defineWorkQueue('Queue', options)).toThrow(InvalidOptionError)
  })
})
