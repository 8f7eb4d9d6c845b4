import { EventEmitter, once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { type ActorContext, type ActorDefinition, defineActor } from '@troupe/core'
import { describe, expect, test } from 'vitest'
import { createTestSystem, explore, testActor } from '../../src/index.ts'

interface WaiterProtocol {
  go(): string
}

function waiterOf(what: () => unknown): ActorDefinition<WaiterProtocol, []> {
  return defineActor('Waiter', (_ctx: ActorContext<WaiterProtocol>) => ({
    async go() {
      await what()
      return 'done'
    },
  }))
}

const later = { ref: false }

const outside: [string, () => unknown][] = [
  ['a promise that nobody settles', () => new Promise(() => {})],
  ['a file', () => readFile(new URL(import.meta.url))],
  ['a timer of node:timers/promises', () => wait(60_000, undefined, later)],
  ['an event that does not come', () => once(new EventEmitter(), 'x')],
]

const inside: [string, () => unknown][] = [
  ['a value', () => 1],
  ['process.nextTick', () => new Promise<void>((resolve) => process.nextTick(resolve))],
  ['promises of promises', () => Promise.all([Promise.resolve(1), Promise.resolve().then(() => 2)])],
  [
    'a long chain of microtasks',
    () =>
      new Promise<void>((resolve) => {
        let left = 1000
        const next = (): void => (left-- === 0 ? resolve() : queueMicrotask(next))
        next()
      }),
  ],
]

const here = { code: 'uncontrolled-await', createdAt: expect.stringContaining('outside-awaits.test.ts') }

describe.each(outside)('an actor that awaits %s is found out, with the place', (_, what) => {
  test('alone', async () => {
    const t = testActor(waiterOf(what))
    await expect(t.send('go')).rejects.toMatchObject(here)
  })

  test('by whoever lets a system come to rest', async () => {
    await using sys = createTestSystem()
    sys.spawn(waiterOf(what)).tell('go')
    await expect(sys.settled()).rejects.toMatchObject(here)
  })

  test('by whoever awaits the answer of an ask', async () => {
    await using sys = createTestSystem()
    await expect(sys.spawn(waiterOf(what)).ask('go')).rejects.toMatchObject(here)
  })

  test('by whoever explores it', async () => {
    const exploration = explore((system) => system.spawn(waiterOf(what), [], { name: 'w' }).tell('go'))
    await expect(exploration).rejects.toMatchObject(here)
  })
})

test.each(inside)('an actor may await %s', async (_, what) => {
  const waiter = waiterOf(what)
  const t = testActor(waiter)
  await t.send('go')
  expect(t.answer).toEqual({ value: 'done' })
  await using sys = createTestSystem()
  await sys.expectAnswer(sys.spawn(waiter).ask('go'), 'done')
  const report = await explore((system) => system.spawn(waiter, [], { name: 'w' }).tell('go'))
  expect(report.exhaustive).toBe(true)
})
