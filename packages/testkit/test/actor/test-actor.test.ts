import { type ActorContext, type ActorRef, type AnyActorRef, defineActor, Rejection } from '@troupe/core'
import { expect, test } from 'vitest'
import { fx, testActor } from '../../src/index.ts'

interface Job {
  readonly id: number
}

interface WorkerProtocol {
  run(job: Job): void
}

const Worker = defineActor('Worker', (_ctx: ActorContext<WorkerProtocol>, _level: number) => ({ run() {} }))

interface ManagerProtocol {
  job(job: Job): void
  batch(ids: number[], urgent: boolean): number
  refuse(): void
  crash(): void
  leave(): void
}

const Manager = defineActor('Manager', (ctx: ActorContext<ManagerProtocol>, limit: number) => {
  let jobs = 0
  return {
    job(job) {
      jobs++
      ctx.spawn(Worker, [limit], { name: `w-${jobs}` }).tell('run', job)
    },
    batch(ids) {
      for (const id of ids) ctx.self.tell('job', { id })
      return ids.length
    },
    refuse() {
      throw new Rejection('not today', { code: 'closed' })
    },
    crash() {
      throw new Error('out of order')
    },
    leave: () => ctx.stop(),
    [Symbol.for('troupe.state')]: () => jobs,
  }
})

test('what an actor does with a message comes back as data', () => {
  const t = testActor(Manager, [3])
  expect(t.send('job', { id: 1 })).toBeUndefined()
  expect(t.effects()).toEqual([fx.spawn('w-1'), fx.tell('w-1', 'run', { id: 1 })])
  expect(t.state).toBe(1)
  expect(t.effects()).toEqual([])
})

test('a spawn may be compared with its definition and arguments', () => {
  const t = testActor(Manager, [3])
  t.send('job', { id: 1 })
  const [spawned] = t.effects()
  expect(spawned).toEqual(fx.spawn('w-1', Worker, [3]))
  expect(spawned).not.toEqual(fx.spawn('w-1', Worker, [4]))
  expect(spawned).not.toEqual(fx.spawn('w-2'))
})

test('what an actor tells itself is an effect, and is handled at once', () => {
  const t = testActor(Manager, [3])
  t.send('batch', [7, 8], true)
  expect(t.answer).toEqual({ value: 2 })
  expect(t.effects()).toEqual([
    fx.tell('self', 'job', { id: 7 }),
    fx.tell('self', 'job', { id: 8 }),
    fx.reply(2),
    fx.spawn('w-1'),
    fx.tell('w-1', 'run', { id: 7 }),
    fx.spawn('w-2'),
    fx.tell('w-2', 'run', { id: 8 }),
  ])
})

test('a rejection is an answer; a failure restarts the actor, whose children are stopped', () => {
  const t = testActor(Manager, [3])
  t.send('refuse')
  expect(t.effects()).toEqual([fx.reject('not today')])
  expect(t.answer).toMatchObject({ error: { code: 'closed' } })
  t.send('job', { id: 1 })
  t.effects()
  t.send('crash')
  expect(t.effects()).toEqual([fx.fail('out of order'), fx.restart('self')])
  expect(t.answer).toMatchObject({ error: { code: 'actor-failed' } })
  expect(t.state).toBe(0)
  t.send('job', { id: 2 })
  expect(t.effects()).toEqual([fx.spawn('w-1'), fx.tell('w-1', 'run', { id: 2 })])
})

test('the options of spawn decide what follows a failure', () => {
  const t = testActor(Manager, [3], { restart: 'temporary' })
  t.send('crash')
  expect(t.isAlive).toBe(false)
})

test('an actor that stops is no longer alive', () => {
  const t = testActor(Manager, [3])
  t.send('leave')
  expect(t.effects()).toEqual([fx.stop('self')])
  expect(t.isAlive).toBe(false)
})

test('a child that fails is supervised as in production', () => {
  const t = testActor(Manager, [3])
  t.send('job', { id: 1 })
  t.effects()
  for (let i = 0; i < 3; i++) t.fail('w-1', new Error('broken'))
  expect(t.effects()).toEqual([fx.restart('w-1'), fx.restart('w-1'), fx.restart('w-1')])
  t.fail('w-1', new Error('broken'))
  expect(t.effects()).toEqual([fx.fail('broken'), fx.restart('self')])
})

interface DbProtocol {
  find(id: number): string
  touch(): void
}

interface ReaderProtocol {
  name(id: number): string
  pass(id: number): string
  watch(ref: AnyActorRef): void
  remind(): void
  ring(): void
}

const Reader = defineActor('Reader', (ctx: ActorContext<ReaderProtocol>, db: ActorRef<DbProtocol>) => {
  ctx.on('down', () => void db.tell('touch'))
  return {
    async name(id) {
      const name = await db.ask('find', id)
      const other = await db.ask('find', id + 1)
      return `${name} and ${other}`
    },
    pass: (id) => ctx.forward(db, 'find', id),
    watch: (ref) => void ctx.watch(ref),
    remind: () => ctx.timers.after('bell', 1000, 'ring'),
    ring: () => void db.tell('touch'),
  }
})

test('an ask that an actor makes is an effect, and the test gives the answer', async () => {
  const t = testActor(Reader, (stub) => [stub<DbProtocol>('db')])
  await t.send('name', 7)
  expect(t.effects()).toEqual([fx.ask('db', 'find', 7)])
  expect(t.answer).toBeUndefined()
  await t.respond('db', 'find', 'ada')
  expect(t.effects()).toEqual([fx.ask('db', 'find', 8)])
  await t.respond('db', 'find', 'grace')
  expect(t.answer).toEqual({ value: 'ada and grace' })
  expect(t.effects()).toEqual([fx.reply('ada and grace')])
})

test('an ask may be refused', async () => {
  const t = testActor(Reader, (stub) => [stub<DbProtocol>('db')])
  await t.send('name', 7)
  await t.refuse('db', 'find', new Rejection('no such row', { code: 'no-row' }))
  expect(t.answer).toMatchObject({ error: { code: 'no-row' } })
  expect(() => t.respond('db', 'find', 'x')).toThrow('The actor waits for no answer to "find" from "db".')
})

test('a passed-on ask, a watch, an end and a timer', async () => {
  const t = testActor(Reader, (stub) => [stub<DbProtocol>('db')])
  t.send('pass', 7)
  t.send('watch', t.stub('peer'))
  t.send('remind')
  expect(t.effects()).toEqual([fx.forward('db', 'find', 7), fx.watch('peer'), fx.after('bell', 1000, 'ring')])
  t.end('peer')
  expect(t.effects()).toEqual([fx.tell('db', 'touch')])
  await t.advance(999)
  expect(t.effects()).toEqual([])
  await t.advance(1)
  expect(t.effects()).toEqual([fx.tell('db', 'touch')])
})

test('an actor that the test does not know is named in the error', () => {
  const t = testActor(Reader, (stub) => [stub<DbProtocol>('db')])
  expect(() => t.end('peer')).toThrow('The actor knows no actor "peer"; it knows db.')
})

test('what cannot be sent is refused as in production', () => {
  const t = testActor(Reader, (stub) => [stub<DbProtocol>('db')])
  const send = Reflect.get(t, 'send') as (name: string, ...args: unknown[]) => unknown
  expect(() => Reflect.apply(send, t, ['name', () => {}])).toThrow(TypeError)
})
