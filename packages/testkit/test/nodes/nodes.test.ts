import { type ActorContext, type ActorRef, type AnyActorRef, defineActor } from '@troupe/core'
import { expect, test } from 'vitest'
import { createTestSystem, type TestSystem } from '../../src/index.ts'

interface EarProtocol {
  hear(words: Map<string, number>): void
}

interface EchoProtocol {
  say(words: Map<string, number>, to: ActorRef<EarProtocol>): void
  size(words: Map<string, number>): number
}

const Echo = defineActor('Echo', (_ctx: ActorContext<EchoProtocol>) => ({
  say: (words, to) => void to.tell('hear', words),
  size: (words) => words.size,
}))

interface WatcherProtocol {
  watch(ref: AnyActorRef): void
  ask(echo: ActorRef<EchoProtocol>): number
}

const Watcher = defineActor(
  'Watcher',
  (ctx: ActorContext<WatcherProtocol>, ear: ActorRef<{ down(reason: string): void }>) => {
    ctx.on('down', ({ reason }) => void ear.tell('down', reason))
    return {
      watch: (ref) => void ctx.watch(ref),
      ask: async (echo) => (await echo.ask('size', new Map())) + 1,
    }
  },
)

const words = new Map([['hello', 1]])

test('actors on other nodes are met through the real codec, in virtual time', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Echo }, 2)
  expect(sys.nodes).toEqual({ far: ['far-0', 'far-1'] })
  const ear = sys.probe<EarProtocol>('ear')
  const echo = sys.spawn(Echo, [], { name: 'echo', on: 'far-1' })
  echo.tell('say', words, ear.ref)
  const heard = await ear.expect('hear', words)
  expect(heard.args[0]).not.toBe(words)
  await sys.expectAnswer(echo.ask('size', words), 1)
  const watcher = sys.spawn(Watcher, [sys.probe<{ down(reason: string): void }>().ref])
  await sys.expectAnswer(watcher.ask('ask', echo), 1)
})

test('a way that is cut holds messages back until it is healed', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Echo })
  const ear = sys.probe<EarProtocol>('ear')
  const echo = sys.spawn(Echo, [], { name: 'echo', on: 'far' })
  await sys.settled()
  sys.network.cut('main', 'far-0')
  echo.tell('say', words, ear.ref)
  await ear.expectNone()
  sys.network.heal()
  await ear.expect('hear', words)
})

test('a node that crashes takes its actors along, and whoever watches them is told', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Echo }, { restart: 'temporary' })
  const end = sys.probe<{ down(reason: string): void }>('end')
  const echo = sys.spawn(Echo, [], { name: 'echo', on: 'far' })
  const watcher = sys.spawn(Watcher, [end.ref])
  watcher.tell('watch', echo)
  await sys.settled()
  sys.network.crash('far-0')
  await end.expect('down', 'node-down')
  expect(() => sys.network.crash('far-0')).toThrow(
    'There is no node "far-0" that could crash; there are none.',
  )
})

interface StoreProtocol {
  put(value: number): void
  get(): number
  load(db: ActorRef<{ find(): number }>): number
  fail(): void
}

const Store = defineActor('Store', (_ctx: ActorContext<StoreProtocol>) => {
  let value = 0
  return {
    put(next) {
      value = next
    },
    get: () => value,
    load: async (db) => {
      value = await db.ask('find')
      return value
    },
    fail() {
      throw new Error('as told')
    },
    [Symbol.for('troupe.state')]: () => value,
  }
})

/** What happens to nodes, with the time. */
function storyOf(sys: TestSystem): string[] {
  const story: string[] = []
  sys.events.on('node-up', ({ name }) => story.push(`${sys.clock.now()} ${name} up`))
  sys.events.on('node-down', ({ name }) => story.push(`${sys.clock.now()} ${name} down`))
  return story
}

test('a node that crashes is launched anew: a new incarnation under the old name, which old refs do not reach', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Store }, { backoff: { min: 500, max: 500, jitter: 0 } })
  const story = storyOf(sys)
  const old = sys.spawn(Store, [], { name: 'store', on: 'far' })
  old.tell('put', 1)
  await sys.expectAnswer(old.ask('get'), 1)
  sys.network.crash('far-0')
  await sys.settled()
  expect(story).toEqual(['0 far-0 down'])
  await sys.clock.advance(500)
  expect(story).toEqual(['0 far-0 down', '500 far-0 up'])
  const fresh = sys.spawn(Store, [], { name: 'store', on: 'far' })
  await sys.expectAnswer(fresh.ask('get'), 0)
  old.tell('put', 2)
  await sys.expectAnswer(fresh.ask('get'), 0)
  expect(sys.lost).toMatchObject([{ name: 'put', payload: 2, reason: 'unreachable' }])
})

test('a node that crashes more often than its budget allows stays down', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Store }, { budget: { max: 1, within: 1000 } })
  const story = storyOf(sys)
  for (let i = 0; i < 2; i++) {
    sys.network.crash('far-0')
    await sys.settled()
  }
  expect(story).toEqual(['0 far-0 down', '0 far-0 up', '0 far-0 down'])
})

test.each([
  ['is not to come back', { restart: 'temporary' }],
  ['waits to come back', { backoff: { min: 5000, max: 5000, jitter: 0 } }],
  ['has used up its budget', { budget: { max: 0, within: 1000 } }],
] as const)('the test brings a node back that %s, once, and at once', async (_, options) => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Store }, options)
  const story = storyOf(sys)
  const old = sys.spawn(Store, [], { name: 'store', on: 'far' })
  await sys.expectAnswer(old.ask('get'), 0)
  for (let i = 0; i < 2; i++) {
    sys.network.crash('far-0')
    await sys.network.restart('far-0')
  }
  const fresh = sys.spawn(Store, [], { name: 'store', on: 'far' })
  await sys.expectAnswer(fresh.ask('get'), 0)
  await expect(old.ask('get')).rejects.toMatchObject({ code: 'node-down' })
  await sys.clock.advance(60_000)
  expect(story).toEqual(['0 far-0 down', '0 far-0 up', '0 far-0 down', '0 far-0 up'])
})

test('a node that comes back by itself is left alone, and one that is up or unknown is not restarted', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Store }, 2)
  const story = storyOf(sys)
  sys.network.crash('far-1')
  await sys.network.restart('far-1')
  expect(story).toEqual(['0 far-1 down', '0 far-1 up'])
  await expect(sys.network.restart('far-0')).rejects.toThrow(
    'Node "far-0" is up. network.crash("far-0") ends it.',
  )
  await expect(sys.network.restart('near')).rejects.toThrow(
    'There is no node "near" that could be restarted; there are far-0, far-1.',
  )
})

test('what an actor waited for ends with its node: no ask stays open, and nobody is blamed', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Store }, 2)
  const db = sys.probe<{ find(): number }>('db')
  const near = sys.spawn(Store, [], { name: 'near', on: 'far-0' })
  const answer = near.ask('load', db.ref).catch((error) => error.code)
  await db.expect('find')
  expect(sys.openAsks).toHaveLength(2)
  sys.network.crash('far-0')
  await sys.settled()
  expect(await answer).toBe('node-down')
  expect(sys.openAsks).toEqual([])
})

test('a far actor that fails, and what is lost on a far node, are there to be looked at', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Store })
  const store = sys.spawn(Store, [], { name: 'store', on: 'far', restart: 'temporary' })
  store.tell('fail')
  store.tell('put', 1)
  await sys.settled()
  expect(sys.failures).toMatchObject([{ owner: 'far-0/~main/store', message: 'fail' }])
  expect(sys.lost).toMatchObject([
    { from: '', path: 'far-0/~main/store', name: 'put', payload: 1, reason: 'terminated' },
  ])
})

test('a delay lets time pass before a message arrives, and before its answer does', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Store })
  const store = sys.spawn(Store, [], { name: 'store', on: 'far' })
  await sys.settled()
  sys.network.delay('main', 'far-0', 20)
  store.tell('put', 7)
  const answer = store.ask('get')
  await sys.clock.advance(19)
  expect(sys.stateOf(store)).toBe(0)
  await sys.clock.advance(1)
  expect(sys.stateOf(store)).toBe(7)
  await sys.clock.advance(19)
  expect(sys.openAsks).toHaveLength(1)
  await sys.clock.advance(1)
  await sys.expectAnswer(answer, 7)
})

async function arrivals(seed: number): Promise<string> {
  await using sys = createTestSystem({ seed })
  await sys.addNodes('far', { Echo }, 3)
  const ear = sys.probe<EarProtocol>('ear')
  const heard: string[] = []
  sys.network.delay('main', 'far', 10, 50)
  sys.network.duplicate('far', 'main', { chance: 0.5 })
  const echoes = [0, 1, 2].map((i) => sys.spawn(Echo, [], { on: `far-${i}` }))
  await sys.clock.advance(100)
  for (let round = 0; round < 5; round++) {
    for (const [i, echo] of echoes.entries()) echo.tell('say', new Map([[`${i}`, round]]), ear.ref)
    await sys.settled()
  }
  for (let i = 0; i < 40; i++) {
    await sys.clock.advance(5)
    for (const { args } of ear.received.slice(heard.length))
      for (const [name, round] of args[0] as Map<string, number>)
        heard.push(`${name}${round}@${sys.clock.now()}`)
  }
  return heard.join(' ')
}

test('delays and mishaps are drawn from the seed, and overtake nothing that one actor sends another', async () => {
  const stories = await Promise.all([1, 2, 3].map(arrivals))
  expect(await Promise.all([1, 2, 3].map(arrivals))).toEqual(stories)
  expect(new Set(stories).size).toBe(3)
  for (const story of stories)
    for (const name of ['0', '1', '2']) {
      const rounds = story.split(' ').filter((each) => each.startsWith(name))
      expect(rounds.map((each) => each[1])).toEqual(['0', '1', '2', '3', '4'])
    }
})

test('a frame that arrives twice is read once', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Echo })
  const ear = sys.probe<EarProtocol>('ear')
  const echo = sys.spawn(Echo, [], { on: 'far' })
  await sys.settled()
  sys.network.duplicate('main', 'far', 3)
  sys.network.duplicate('far', 'main', 3)
  echo.tell('say', words, ear.ref)
  await ear.expect('hear', words)
  await sys.expectAnswer(echo.ask('size', words), 1)
  await ear.expectNone()
})

test('a frame that is lost ends the link when the next one comes: the node counts as down, and comes back', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Store })
  const story = storyOf(sys)
  const store = sys.spawn(Store, [], { name: 'store', on: 'far' })
  const ended = sys.terminated(store)
  await sys.settled()
  sys.network.drop('main', 'far-0')
  store.tell('put', 1)
  await sys.settled()
  expect([sys.stateOf(store), story]).toEqual([0, []])
  const answer = store.ask('get').catch((error) => error.code)
  await sys.settled()
  expect(await answer).toBe('node-down')
  expect((await ended).reason).toBe('node-down')
  expect(story).toEqual(['0 far-0 down', '0 far-0 up'])
  await sys.expectAnswer(sys.spawn(Store, [], { on: 'far-0' }).ask('get'), 0)
})

test('a lost frame between two nodes parts these two, and no others', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Echo, Watcher }, 2)
  const end = sys.probe<{ down(reason: string): void }>('end')
  const echo = sys.spawn(Echo, [], { on: 'far-1' })
  const watcher = sys.spawn(Watcher, [end.ref], { on: 'far-0' })
  watcher.tell('watch', echo)
  await sys.settled()
  sys.network.drop('far-0', 'far-1')
  for (let i = 0; i < 2; i++) {
    await end.expectNone()
    watcher.tell('watch', echo)
    await sys.settled()
  }
  for (let i = 0; i < 3; i++) await end.expect('down', 'node-down')
  await sys.expectAnswer(echo.ask('size', words), 1)
})

test('a network that is cut in two goes on on both sides, and grows together again', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Echo }, 3)
  const ear = sys.probe<EarProtocol>('ear')
  const echoes = [0, 1, 2].map((i) => sys.spawn(Echo, [], { on: `far-${i}` }))
  await sys.settled()
  sys.network.cut(['main', 'far-0'], ['far-1', 'far-2'])
  for (const [i, echo] of echoes.entries()) echo.tell('say', new Map([[`${i}`, i]]), ear.ref)
  await ear.expect('hear', new Map([['0', 0]]))
  await sys.clock.advance(60_000)
  await ear.expectNone()
  sys.network.heal()
  await ear.expect('hear', new Map([['1', 1]]))
  await ear.expect('hear', new Map([['2', 2]]))
})

test('what concerns an actor’s life is held back by a cut, too', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Store })
  const store = sys.spawn(Store, [], { name: 'store', on: 'far' })
  await sys.settled()
  sys.network.cut('main', 'far')
  let isOver = false
  void sys.stop(store).then(() => {
    isOver = true
  })
  await sys.settled()
  expect(isOver).toBe(false)
  sys.network.heal()
  await sys.settled()
  expect(isOver).toBe(true)
})

test('a heartbeat finds out that a way is cut: the node is ended, and comes back when it is healed', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Store }, { heartbeat: 1000, backoff: { min: 5000, max: 5000, jitter: 0 } })
  const story = storyOf(sys)
  const store = sys.spawn(Store, [], { name: 'store', on: 'far' })
  const ended = sys.terminated(store)
  await sys.clock.advance(10_000)
  expect(story).toEqual([])
  sys.network.cut('main', 'far')
  await sys.clock.advance(2000)
  expect((await ended).reason).toBe('node-down')
  sys.network.heal()
  await sys.clock.advance(5000)
  expect(story).toEqual(['11200 far-0 down', '16200 far-0 up'])
})

test('asks made on a far node wait as long as those made here', async () => {
  await using sys = createTestSystem({ askTimeout: 60_000 })
  await sys.addNodes('far', { Store })
  const db = sys.probe<{ find(): number }>('db')
  const store = sys.spawn(Store, [], { on: 'far', restart: 'temporary' })
  store.tell('load', db.ref)
  await sys.clock.advance(59_000)
  expect(sys.failures).toEqual([])
  await sys.clock.advance(1000)
  expect(sys.failures).toMatchObject([{ error: { code: 'ask-timeout' } }])
})

test('what makes no sense is refused, and changes nothing', async () => {
  await using sys = createTestSystem()
  const { network } = sys
  await expect(sys.addNodes('far', { Echo }, 0)).rejects.toThrow('The option count of addNodes is 0')
  await sys.addNodes('far', { Echo })
  expect(() => network.cut('main', 'near')).toThrow(
    'There is no node "near"; there are main, far-0. addNodes adds some.',
  )
  expect(() => network.cut('far', 'far-0')).toThrow('There is no way from node "far-0" to itself.')
  expect(() => network.delay('main', 'far', -1)).toThrow(
    'milliseconds must be a finite number that is not negative, not -1',
  )
  expect(() => network.delay('main', 'far', 1, Number.NaN)).toThrow('jitter must be a finite number')
  expect(() => network.drop('main', 'far', 1.5)).toThrow('frames must be a whole number of frames, not 1.5')
  expect(() => network.duplicate('main', 'far', { chance: 2 })).toThrow(
    '{ chance } with a number from 0 to 1, not { chance: 2 }',
  )
  await sys.expectAnswer(sys.spawn(Echo, [], { on: 'far' }).ask('size', words), 1)
})
