import { type ActorContext, createSystem, defineActor, Rejection } from '@troupe/core'
import { expect, test } from 'vitest'
import { AskHistory } from '../../src/linearizability/ask-history.ts'
import { checkHistory } from '../../src/linearizability/check-history.ts'
import { createWorld } from '../../src/world/create-world.ts'
import { type QueueProtocol, queue, type RegisterProtocol, register } from './models.ts'

const Queue = defineActor('Queue', (_ctx: ActorContext<QueueProtocol>) => {
  const items: number[] = []
  return {
    put: (value) => void items.push(value),
    take: () => items.shift() ?? new Rejection('nothing there', { code: 'empty' }),
  }
})

const Register = defineActor('Register', (_ctx: ActorContext<RegisterProtocol>) => {
  let held = 0
  return {
    write(value) {
      if (value < 0) throw new Error('broken')
      held = value
    },
    read: () => held,
    cas(from, to) {
      if (held !== from) return false
      held = to
      return true
    },
  }
})

const silent = { logger: { write: () => {} } }

test('asks are recorded with their answers and rejections, in the order in which they were made and answered', async () => {
  await using system = await createSystem()
  const history = new AskHistory()
  const ref = system.spawn(Queue)
  const queueRef = history.record(ref, 'a')
  await queueRef.ask('put', 7)
  await queueRef.with({ timeout: 100 }).ask('take')
  await expect(queueRef.ask('take')).rejects.toMatchObject({ code: 'empty' })
  expect(queueRef.equals(ref)).toBe(true)
  expect(queueRef.path).toBe(ref.path)
  expect(history.operations).toEqual([
    {
      client: 'a',
      name: 'put',
      args: [7],
      invoked: 1,
      returned: 2,
      outcome: { type: 'answered', value: undefined },
    },
    { client: 'a', name: 'take', args: [], invoked: 3, returned: 4, outcome: { type: 'answered', value: 7 } },
    {
      client: 'a',
      name: 'take',
      args: [],
      invoked: 5,
      returned: 6,
      outcome: { type: 'rejected', code: 'empty' },
    },
  ])
  expect(checkHistory(history.operations, queue).isLinearizable).toBe(true)
})

test('an ask that failed counts as not answered: nobody knows what it did', async () => {
  await using system = await createSystem(silent)
  const history = new AskHistory()
  const ref = history.record(system.spawn(Register), 'a')
  await expect(ref.ask('write', -1)).rejects.toMatchObject({ code: 'actor-failed' })
  expect(history.operations).toMatchObject([{ returned: undefined, outcome: { type: 'unknown' } }])
})

test('a tell goes through and is not recorded', async () => {
  await using system = await createSystem()
  const history = new AskHistory()
  const ref = history.record(system.spawn(Register), 'a')
  ref.tell('write', 3)
  await ref.ready()
  expect(await ref.ask('read')).toBe(3)
  expect(history.operations).toHaveLength(1)
})

test('clients make their asks one after the other, whatever becomes of them', async () => {
  const history = new AskHistory()
  const world = await createWorld((system) => {
    const ref = system.spawn(Register, [], { name: 'register' })
    history.spawnClients(system, ref, {
      a: [
        ['write', -1],
        ['write', 1],
      ],
      b: [['cas', 1, 2], ['read']],
    })
  })
  for (let [event] = world.enabled(); event !== undefined; [event] = world.enabled()) await world.step(event)
  expect(
    history.operations.map(({ client, name, returned }) => [client, name, returned === undefined]),
  ).toEqual(
    expect.arrayContaining([
      ['a', 'write', true],
      ['a', 'write', false],
      ['b', 'cas', false],
      ['b', 'read', false],
    ]),
  )
  expect(checkHistory(history.operations, register).isLinearizable).toBe(true)
})
