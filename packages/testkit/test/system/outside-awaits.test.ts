import { randomBytes } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { type ActorContext, type ActorDefinition, type ActorRef, defineActor, shownState } from '@troupe/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

// The same file under another name is another module, which nobody has loaded yet.
let modules = 0
const newModule = (): Promise<unknown> => import(new URL(`imported.ts?${++modules}`, import.meta.url).href)

/** The program outside settles a promise at the next turn of the event loop, in a microtask. */
const turns = new EventEmitter()
const turning = setInterval(() => turns.emit('turn'), 0)
afterAll(() => clearInterval(turning))
const soon = (): Promise<void> =>
  new Promise((resolve) => turns.once('turn', () => queueMicrotask(() => resolve())))

const outside: [string, () => unknown][] = [
  ['a hash of crypto.subtle', () => crypto.subtle.digest('SHA-256', new Uint8Array(3))],
  ['a key of crypto.subtle', () => crypto.subtle.generateKey('Ed25519', false, ['sign'])],
  ['random bytes with a callback', () => new Promise((resolve) => randomBytes(4, resolve))],
  ['a module that is imported for the first time', newModule],
  ['the next turn of the event loop', () => nextTurn()],
  [
    'WebAssembly',
    () => Reflect.get(globalThis, 'WebAssembly').compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)),
  ],
  ['microtasks of the program outside', soon],
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

// Their promises settle without a turn of the event loop: there is nothing that could come between.
inside.push(
  ['a data: URL', async () => (await fetch('data:text/plain,hello')).text()],
  ['a module that is loaded', () => import('./imported.ts')],
)
beforeAll(() => import('./imported.ts'))

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

test('several worlds of one process come to rest at the same time', async () => {
  const chain = inside.map(([, what]) => what)
  const explorations = [1, 2, 3].map(() =>
    explore((system) => {
      for (const [i, what] of chain.entries()) system.spawn(waiterOf(what), [], { name: `w${i}` }).tell('go')
    }),
  )
  for (const report of await Promise.all(explorations)) expect(report).toMatchObject({ traces: 1 })
})

interface EarProtocol {
  hear(word: string): void
}

const Ear = defineActor('Ear', (_ctx: ActorContext<EarProtocol>) => {
  const heard: string[] = []
  return { hear: (word) => void heard.push(word), [shownState]: () => heard.join() }
})

/** Explores an actor that is told once to do something, and another one that it may tell of it. */
function exploreWith(act: (ear: ActorRef<EarProtocol>) => void, heard: string) {
  const Mouth = defineActor('Mouth', (_ctx: ActorContext<{ go(): void }>, ear: ActorRef<EarProtocol>) => ({
    go: () => act(ear),
  }))
  return explore(
    (system) => {
      const ear = system.spawn(Ear, [], { name: 'ear' })
      system.spawn(Mouth, [ear], { name: 'mouth' }).tell('go')
    },
    { finally: { heard: (state) => state.stateOf('ear') === heard } },
  )
}

test.each([
  ['a microtask', (tell: () => void) => queueMicrotask(tell)],
  ['a tick', (tell: () => void) => process.nextTick(tell)],
  [
    'ticks and microtasks by turns',
    (tell: () => void) => {
      const go = (left: number): void =>
        left === 0 ? tell() : process.nextTick(() => queueMicrotask(() => go(left - 1)))
      go(5)
    },
  ],
  ['a promise', (tell: () => void) => void Promise.resolve().then(tell)],
])('what a handler leaves to %s, and does not await, belongs to its step', async (_, leave) => {
  const report = await exploreWith((ear) => leave(() => void ear.tell('hear', 'word')), 'word')
  expect(report.exhaustive).toBe(true)
})

test.each([
  ['Immediate', () => nextTurn()],
  ['FSREQ', () => readFile(new URL(import.meta.url))],
  ['HASHREQUEST', () => crypto.subtle.digest('SHA-256', new Uint8Array(3))],
])(
  'what an actor leaves to its host, and does not await, is a gap with its line: %s',
  async (type, begin) => {
    const report = await exploreWith((ear) => void begin().then(() => ear.tell('hear', 'too late')), '')
    expect(report).toMatchObject({ exhaustive: false, runs: 1 })
    const [gap] = report.gaps
    expect(gap).toContain(`mouth has begun something at its host (${type}`)
    expect(gap).toContain('outside-awaits.test.ts')
  },
)

test.each([
  ['writes to the console', () => console.debug('a line of an actor')],
  ['draws bytes at once', () => void randomBytes(4)],
  ['copies a value', () => void structuredClone({ deep: { value: 1 } })],
])('an actor that %s has not turned to its host', async (_, act) => {
  expect(await exploreWith(act, '')).toMatchObject({ exhaustive: true, gaps: [] })
})
