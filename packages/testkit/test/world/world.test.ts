import { type ActorContext, type ActorRef, type AnyActorRef, defineActor } from '@troupe/core'
import { expect, test } from 'vitest'
import { createWorld, type Program, type World, type WorldOptions } from '../../src/index.ts'

interface CounterProtocol {
  add(by: number): void
  read(): number
  fail(): void
  later(ms: number): void
}

const Counter = defineActor('Counter', (ctx: ActorContext<CounterProtocol>) => {
  let count = 0
  return {
    add(by) {
      count += by
    },
    read: () => count,
    fail() {
      throw new Error('as told')
    },
    later: (ms) => ctx.timers.after('later', ms, 'add', 100),
    [Symbol.for('troupe.state')]: () => count,
  }
})

interface AskerProtocol {
  go(): void
  total(): number
}

const Asker = defineActor(
  'Asker',
  (_ctx: ActorContext<AskerProtocol>, counters: ActorRef<CounterProtocol>[]) => {
    let total = 0
    return {
      async go() {
        for (const counter of counters) total += await counter.ask('read')
      },
      total: () => total,
      [Symbol.for('troupe.state')]: () => total,
    }
  },
)

function ids(world: World): string[] {
  return world.enabled().map(({ id }) => id)
}

async function steps(world: World, ...events: string[]): Promise<void> {
  for (const id of events) await world.step({ id })
}

async function worldOf(program: Program, options?: WorldOptions): Promise<World> {
  return createWorld(program, options)
}

test('what was sent waits in a channel for each sender, and only the first of each can be delivered', async () => {
  const world = await worldOf((system) => {
    const counter = system.spawn(Counter, [], { name: 'c' })
    counter.tell('add', 1)
    counter.tell('add', 2)
    system.spawn(Asker, [[counter]], { name: 'a' }).tell('go')
  })
  expect(ids(world)).toEqual(['→c#1', '→a#1'])
  await steps(world, '→c#1')
  expect(ids(world)).toEqual(['→a#1', '→c#2'].toSorted((one, other) => other.localeCompare(one)))
})

test('an ask is a message to the asked actor, and its answer an event of the asker', async () => {
  const world = await worldOf((system) => {
    const counter = system.spawn(Counter, [], { name: 'c' })
    counter.tell('add', 5)
    system.spawn(Asker, [[counter, counter]], { name: 'a' }).tell('go')
  })
  await steps(world, '→a#1')
  expect(world.openAsks).toEqual([{ from: 'a', to: 'c', name: 'read' }])
  await steps(world, 'a→c#1')
  expect(world.enabled().find(({ kind }) => kind === 'resume')).toMatchObject({
    id: 'c⇢a#1',
    owner: 'a',
    channel: 'c⇢a',
    name: 'read',
    payload: 0,
    createdBy: 1,
  })
  await steps(world, 'c⇢a#1', '→c#1', 'a→c#2', 'c⇢a#2')
  expect(world.stateOf('a')).toBe(5)
  expect(world.openAsks).toEqual([])
  expect(ids(world)).toEqual([])
})

test('while a handler awaits an answer, no other message can be delivered to its actor', async () => {
  const world = await worldOf((system) => {
    const counter = system.spawn(Counter, [], { name: 'c' })
    const asker = system.spawn(Asker, [[counter]], { name: 'a' })
    asker.tell('go')
    asker.tell('go')
  })
  await steps(world, '→a#1')
  expect(ids(world)).toEqual(['a→c#1'])
  expect(world.unread.map(({ id }) => id)).toContain('→a#2')
  await steps(world, 'a→c#1', 'c⇢a#1')
  expect(ids(world)).toEqual(['→a#2'])
})

test('a step in which no promise is involved is over when it returns', async () => {
  const world = createWorld((system) => void system.spawn(Counter, [], { name: 'c' }).tell('add', 1))
  if (world instanceof Promise) throw new Error('the setup involves no promise')
  expect(world.step({ id: '→c#1' })).toBeUndefined()
  expect(world.stateOf('c')).toBe(1)
})

test('a timer is an event, which moves the time, and what it sends is one more', async () => {
  const world = await worldOf((system) => {
    const counter = system.spawn(Counter, [], { name: 'c' })
    counter.tell('later', 1000)
    counter.tell('later', 500)
  })
  await steps(world, '→c#1')
  expect(ids(world)).toEqual(['→c#2', 'timer c#1'])
  await steps(world, '→c#2', 'timer c#2')
  expect(ids(world)).toEqual(['~timer→c#1'])
  await steps(world, '~timer→c#1')
  expect(world.stateOf('c')).toBe(100)
})

const twoTimers: Program = (system) => {
  for (const name of ['late', 'early'])
    system.spawn(Counter, [], { name }).tell('later', name === 'late' ? 9 : 1)
}

test.each([
  ['in-order', ['timer early#1']],
  ['any-order', ['timer early#1', 'timer late#1']],
  ['idle', ['timer early#1']],
] as const)('timers that are to fire %s', async (timers, expected) => {
  const world = await worldOf(twoTimers, { timers })
  await steps(world, '→late#1', '→early#1')
  expect(ids(world)).toEqual(expected)
})

test('an idle timer waits for all messages', async () => {
  const world = await worldOf(twoTimers, { timers: 'idle' })
  await steps(world, '→early#1')
  expect(ids(world)).toEqual(['→late#1'])
})

test('a failure is supervised within the step, and named', async () => {
  const world = await worldOf((system) => {
    const counter = system.spawn(Counter, [], { name: 'c' })
    counter.tell('add', 1)
    counter.tell('fail')
    counter.tell('add', 2)
  })
  await steps(world, '→c#1', '→c#2')
  expect(world.failures).toMatchObject([{ owner: 'c', message: 'fail', error: { message: 'as told' } }])
  await steps(world, '→c#3')
  expect(world.stateOf('c')).toBe(2)
})

test('the word of an end comes after what the ended actor had sent', async () => {
  const seen: string[] = []
  const Watcher = defineActor('Watcher', (ctx: ActorContext<{ hear(): void }>, ref: AnyActorRef) => {
    ctx.watch(ref)
    ctx.on('down', ({ reason }) => seen.push(reason))
    return { hear: () => void seen.push('heard') }
  })
  const Speaker = defineActor(
    'Speaker',
    (ctx: ActorContext<{ speak(to: ActorRef<{ hear(): void }>): void }>) => ({
      speak(to) {
        to.tell('hear')
        ctx.stop()
      },
    }),
  )
  const world = await worldOf((system) => {
    const speaker = system.spawn(Speaker, [], { name: 's' })
    speaker.tell('speak', system.spawn(Watcher, [speaker], { name: 'w' }))
  })
  await steps(world, '→s#1')
  expect(ids(world)).toEqual(['s→w#1'])
  await steps(world, 's→w#1', 's→w#2')
  expect(seen).toEqual(['heard', 'stopped'])
})

test('a message that is dropped is a dead letter, and one that is doubled arrives twice', async () => {
  const world = await worldOf(
    (system) => {
      const counter = system.spawn(Counter, [], { name: 'c' })
      counter.tell('add', 1)
      counter.tell('add', 10)
    },
    { faults: { drop: 1, duplicate: 1 } },
  )
  expect(ids(world)).toEqual(['→c#1', 'drop →c#1', 'duplicate →c#1'])
  await steps(world, 'drop →c#1', 'duplicate →c#2', '→c#2')
  expect(world.stateOf('c')).toBe(20)
  expect(world.deadLetters).toEqual([{ from: '', reason: 'unreachable', path: 'c', name: 'add', payload: 1 }])
  expect(ids(world)).toEqual([])
})

test('an actor that crashes and restarts goes through its supervision', async () => {
  const world = await worldOf(
    (system) => {
      const counter = system.spawn(Counter, [], { name: 'c' })
      counter.tell('add', 1)
      counter.tell('add', 10)
    },
    { faults: { crash: { restart: true } } },
  )
  await steps(world, '→c#1', 'crash c', '→c#2')
  expect(world.stateOf('c')).toBe(10)
})

test('where nothing is enabled, open asks and unread messages tell of a deadlock', async () => {
  const world = await worldOf(
    (system) => {
      const counter = system.spawn(Counter, [], { name: 'c' })
      const asker = system.spawn(Asker, [[counter]], { name: 'a' })
      asker.tell('go')
      asker.tell('go')
    },
    { faults: { drop: 1 } },
  )
  await steps(world, '→a#1', 'drop a→c#1')
  expect(ids(world)).toEqual([])
  expect(world.openAsks).toEqual([{ from: 'a', to: 'c', name: 'read' }])
  expect(world.unread.map(({ id }) => id)).toEqual(['→a#2'])
})

test('an actor that awaits what no event settles fails the step', async () => {
  const Hanging = defineActor('Hanging', (_ctx: ActorContext<{ hang(): void }>) => ({
    hang: () => new Promise<void>(() => {}),
  }))
  const world = await worldOf((system) => system.spawn(Hanging, [], { name: 'h' }).tell('hang'))
  await expect(world.step({ id: '→h#1' })).rejects.toMatchObject({ code: 'uncontrolled-await' })
})

test('an event that is not enabled is refused by name', async () => {
  const world = await worldOf((system) => void system.spawn(Counter, [], { name: 'c' }).tell('add', 1))
  expect(() => world.step({ id: '→c#2' })).toThrow('"→c#2" cannot happen next; what can is "→c#1".')
})

test('actors without a name are numbered among their siblings', async () => {
  const world = await worldOf((system) => {
    for (let i = 0; i < 2; i++) system.spawn(Counter)
  })
  expect(world.actors).toEqual(['Counter$1', 'Counter$2'])
})

test('what an actor had put aside comes back ahead of what waits, in order', async () => {
  interface DoorProtocol {
    enter(who: number): void
    open(): void
  }
  const seen: number[] = []
  const Door = defineActor('Door', (ctx: ActorContext<DoorProtocol>) => ({
    enter: () => void ctx.stash(),
    open() {
      ctx.unstashAll()
      ctx.become({ enter: (who) => void seen.push(who), open() {} })
    },
  }))
  const world = await worldOf((system) => {
    const door = system.spawn(Door, [], { name: 'd' })
    for (const who of [1, 2]) door.tell('enter', who)
    door.tell('open')
    door.tell('enter', 3)
  })
  await steps(world, '→d#1', '→d#2', '→d#3')
  expect(ids(world)).toEqual(['d↺#1'])
  await steps(world, 'd↺#1')
  expect(ids(world)).toEqual(['d↺#2'])
  await steps(world, 'd↺#2', '→d#4')
  expect(seen).toEqual([1, 2, 3])
})
