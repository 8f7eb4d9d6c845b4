import { setTimeout as wait } from 'node:timers/promises'
import {
  type ActorContext,
  type ActorDefinition,
  type ActorRef,
  type AnyActorRef,
  defineActor,
  Rejection,
} from '@troupe/core'
import { expect, test } from 'vitest'
import { createTestSystem } from '../../src/index.ts'

interface DbProtocol {
  write(value: number): void
  find(id: number): string
}

interface RepoProtocol {
  save(value: number): void
  saved(): void
  retry(value: number): void
  name(id: number): string
  names(): number
}

/** Writes to a database, and writes again if that has not been confirmed in time. */
const Repo = defineActor(
  'Repo',
  (ctx: ActorContext<RepoProtocol>, db: ActorRef<DbProtocol>, retryMs: number) => {
    let found = 0
    const write = (value: number): void => {
      db.tell('write', value)
      ctx.timers.after('retry', retryMs, 'retry', value)
    }
    return {
      save: write,
      retry: write,
      saved: () => ctx.timers.cancel('retry'),
      async name(id) {
        const name = await db.ask('find', id)
        found++
        return name.toUpperCase()
      },
      names: () => found,
      [Symbol.for('troupe.state')]: () => ({ found }),
    }
  },
)

test('nothing waits for real time: a timer fires when the clock is told to advance, and no sooner', async () => {
  await using sys = createTestSystem({ seed: 7 })
  const db = sys.probe<DbProtocol>('db')
  const repo = sys.spawn(Repo, [db.ref, 5000])
  repo.tell('save', 1)
  await db.expect('write', 1)
  await sys.clock.advance(4999)
  await db.expectNone()
  await sys.clock.advance(1)
  await db.expect('write', 1)
  expect(sys.clock.now()).toBe(5000)
})

test('a probe answers what it is asked, when the test wants it to', async () => {
  await using sys = createTestSystem()
  const db = sys.probe<DbProtocol>('db')
  const repo = sys.spawn(Repo, [db.ref, 5000], { name: 'repo' })
  const name = repo.ask('name', 7)
  const asked = await db.expect('find', expect.any(Number))
  expect(asked.args).toEqual([7])
  expect(sys.openAsks).toEqual([
    { from: '', to: 'repo', name: 'name' },
    { from: 'repo', to: 'db', name: 'find' },
  ])
  asked.reply('ada')
  expect(await name).toBe('ADA')
  expect(sys.stateOf(repo)).toEqual({ found: 1 })
  expect(sys.stateOf('repo')).toEqual({ found: 1 })
})

test('a probe may reject what it is asked, and takes other messages meanwhile', async () => {
  await using sys = createTestSystem()
  const db = sys.probe<DbProtocol>()
  const asked = db.ref.ask('find', 1)
  db.ref.tell('write', 2)
  const find = await db.next()
  await db.expect('write', 2)
  find.reject(new Rejection('no such row', { code: 'no-row' }))
  await expect(asked).rejects.toMatchObject({ code: 'no-row' })
})

test('an expectation that is not met says what has come instead', async () => {
  await using sys = createTestSystem()
  const db = sys.probe<DbProtocol>('db')
  await expect(db.expect('write', 1)).rejects.toThrow(
    'The probe "db" expected write(1), and nothing has come.',
  )
  db.ref.tell('write', 1)
  db.ref.tell('write', 3)
  await db.expect('write', 1)
  await expect(db.expect('write', 2)).rejects.toMatchObject({
    code: 'expectation-failed',
    message:
      'The probe "db" expected write(2), and was sent write(3). Before that came, as expected, write(1).',
    actual: ['write', 3],
    expected: ['write', 2],
  })
  await expect(db.expectNone()).rejects.toThrow('expected nothing, and was sent write(3)')
})

test('an expectation in vain says what may have kept it from being met', async () => {
  const Clerk = defineActor(
    'Clerk',
    (ctx: ActorContext<{ save(): void; find(): void; later(): void }>, db: ActorRef<DbProtocol>) => ({
      save() {
        throw new Error('no such table')
      },
      find: async () => void (await db.ask('find', 1)),
      later: () => ctx.timers.after('later', 5000, 'save'),
    }),
  )
  await using sys = createTestSystem()
  const db = sys.probe<DbProtocol>('db')
  const [saver, finder, later] = ['saver', 'finder', 'later'].map((name) =>
    sys.spawn(Clerk, [db.ref], { name }),
  )
  saver?.tell('save')
  finder?.tell('find')
  later?.tell('later')
  await db.expect('find', expect.any(Number))
  await db.ref.tell('write', 1)
  await db.next()
  const gone = sys.spawn(Clerk, [db.ref], { name: 'gone' })
  await sys.stop(gone)
  gone.tell('later')
  await expect(db.expect('write', 2)).rejects.toThrow(
    `The probe "db" expected write(2), and nothing more has come. Before that came, as expected, find(1), write(1).
To be considered:
  saver failed while it handled "save": Error: no such table
  later() from the test to gone was lost (terminated)
  finder waits for the answer of db to "find"
  time stands still: something is due in 5000 ms, after clock.advance(5000)`,
  )
})

test('an expectation shows matchers as they were meant, wherever they are', async () => {
  interface FormProtocol {
    fill(form: { readonly id: number; readonly tags: readonly string[] }): void
  }
  await using sys = createTestSystem()
  const form = sys.probe<FormProtocol>('form')
  form.ref.tell('fill', { id: 1, tags: ['a'] })
  const near = { id: expect.any(String), tags: [expect.stringContaining('b')] }
  await expect(form.expect('fill', near)).rejects.toThrow(
    "expected fill({ id: Any<String>, tags: [ StringContaining 'b' ] }), and was sent fill({ id: 1, tags: [ 'a' ] })",
  )
  await expect(form.expect('fill', expect.objectContaining({ id: 2 }))).rejects.toThrow(
    'expected fill(ObjectContaining { id: 2 })',
  )
  await form.expect('fill', { id: expect.any(Number), tags: expect.arrayContaining(['a']) })
})

test('what was only told cannot be answered, and nothing is answered twice', async () => {
  await using sys = createTestSystem()
  const db = sys.probe<DbProtocol>('db')
  db.ref.tell('write', 1)
  const told = await db.expect('write', 1)
  expect(() => told.reply()).toThrow('it was told, not asked')
  const answer = db.ref.ask('find', 1)
  const asked = await db.expect('find', 1)
  asked.reply('a')
  expect(() => asked.reply('b')).toThrow('it was answered before')
  expect(await answer).toBe('a')
})

test('an answer that does not come fails the test at once', async () => {
  await using sys = createTestSystem()
  const db = sys.probe<DbProtocol>('db')
  const answer = db.ref.ask('find', 1)
  await expect(sys.expectAnswer(answer, 'x')).rejects.toThrow('none has come')
  const asked = await db.expect('find', 1)
  asked.reply('x')
  await sys.expectAnswer(answer, expect.stringMatching('x'))
  await expect(sys.expectAnswer(answer, 'y')).rejects.toMatchObject({ actual: 'x', expected: 'y' })
})

test('an ask times out in virtual time', async () => {
  await using sys = createTestSystem({ askTimeout: 60_000 })
  const db = sys.probe<DbProtocol>('db')
  const answer = db.ref.ask('find', 1)
  const outcome = answer.catch((error) => error.code)
  await sys.clock.advance(59_999)
  expect(sys.openAsks).toHaveLength(1)
  await sys.clock.advance(1)
  expect(await outcome).toBe('ask-timeout')
})

interface OrderProtocol {
  note(word: string): void
}

const Sender = defineActor(
  'Sender',
  (_ctx: ActorContext<{ go(): void }>, to: ActorRef<OrderProtocol>, word: string) => ({
    go() {
      for (let i = 1; i <= 3; i++) to.tell('note', `${word}${i}`)
    },
  }),
)

async function order(seed: number | undefined): Promise<string> {
  await using sys = createTestSystem(seed === undefined ? {} : { seed })
  const probe = sys.probe<OrderProtocol>('probe')
  for (const word of ['a', 'b', 'c']) sys.spawn(Sender, [probe.ref, word]).tell('go')
  await sys.settled()
  return probe.received.map(({ args }) => args[0]).join(' ')
}

test('without a seed, what was sent first arrives first', async () => {
  expect(await order(undefined)).toBe('a1 a2 a3 b1 b2 b3 c1 c2 c3')
})

test('a seed decides between senders, each time alike, and never between the messages of one', async () => {
  const orders = await Promise.all([1, 2, 3, 4, 5].map(order))
  expect(await Promise.all([1, 2, 3, 4, 5].map(order))).toEqual(orders)
  expect(new Set(orders).size).toBeGreaterThan(1)
  for (const each of orders)
    for (const word of ['a', 'b', 'c']) {
      expect(each.split(' ').filter((note) => note.startsWith(word))).toEqual(
        [1, 2, 3].map((i) => `${word}${i}`),
      )
    }
})

test('failures, lost messages and ends are there to be looked at', async () => {
  const Fragile = defineActor('Fragile', (_ctx: ActorContext<{ fail(): void; work(): void }>) => ({
    fail() {
      throw new Error('as told')
    },
    work() {},
  }))
  await using sys = createTestSystem()
  const fragile = sys.spawn(Fragile, [], { name: 'f', restart: 'temporary' })
  const ended = sys.terminated(fragile)
  fragile.tell('fail')
  fragile.tell('work')
  expect(await ended).toMatchObject({ reason: 'failed' })
  expect(sys.failures).toMatchObject([{ owner: 'f', message: 'fail' }])
  expect(sys.lost).toMatchObject([{ from: '', path: 'f', name: 'work', reason: 'terminated' }])
})

test('actors that never come to rest fail the test', async () => {
  const Spinner = defineActor('Spinner', (ctx: ActorContext<{ spin(): void }>) => ({
    spin: () => void ctx.self.tell('spin'),
  }))
  const sys = createTestSystem({ maxSteps: 1000 })
  sys.spawn(Spinner, [], { name: 's' }).tell('spin')
  await expect(sys.settled()).rejects.toMatchObject({ code: 'never-at-rest' })
})

test('inspection says whose message is handled, that of an actor on another node too', async () => {
  await using sys = createTestSystem()
  await sys.addNodes('far', { Sender })
  const probe = sys.probe<OrderProtocol>('probe')
  const handled: string[] = []
  sys.inspect((event) => {
    if (event.type === 'handling') handled.push(`${event.from} ${String(event.payload)}`)
  })
  probe.ref.tell('note', 'x')
  sys.spawn(Sender, [probe.ref, 'a'], { name: 'near' }).tell('go')
  await sys.settled()
  sys.spawn(Sender, [probe.ref, 'b'], { name: 'away', on: 'far' }).tell('go')
  await sys.settled()
  expect(handled).toEqual([
    'undefined x',
    'undefined undefined',
    ...['a1', 'a2', 'a3'].map((note) => `troupe://main/near ${note}`),
    'undefined undefined',
    ...['b1', 'b2', 'b3'].map((note) => `troupe://far-0/~main/away ${note}`),
  ])
})

test('a system ends with its block, though an actor waits for what never comes', async () => {
  const seen: string[] = []
  const Waiter = defineActor('Waiter', (ctx: ActorContext<{ hang(): void }>, probe: AnyActorRef) => {
    ctx.watch(probe)
    ctx.on('stopped', () => void seen.push('stopped'))
    return { hang: () => new Promise<void>(() => {}) }
  })
  {
    await using sys = createTestSystem({ awaits: 'any' })
    const probe = sys.probe()
    const waiter = sys.spawn(Waiter, [probe.ref])
    waiter.tell('hang')
    await sys.settled()
  }
  expect(seen).toEqual(['stopped'])
})

interface FetcherProtocol {
  fetch(): string
  count(): number
}

/** Closes over its way to the network, and so lives here alone. */
function fetcherOf(fetch: () => Promise<string>): ActorDefinition<FetcherProtocol, []> {
  return defineActor('Fetcher', (_ctx: ActorContext<FetcherProtocol>) => {
    let count = 0
    return {
      async fetch() {
        const text = await fetch()
        count++
        return text
      },
      count: () => count,
    }
  })
}

test('an actor that awaits the host fails the test, which says where it does', async () => {
  const sys = createTestSystem()
  sys
    .spawn(
      fetcherOf(() => wait(60_000, 'text', { ref: false })),
      [],
      { name: 'fetcher' },
    )
    .tell('fetch')
  const error = await sys.settled().catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'uncontrolled-await' })
  expect(error.message).toMatch(/^fetcher awaits something/)
  expect(error.createdAt).toContain('test-system.test.ts')
  await sys.shutdown()
})

test('a gate stands for input and output, and the test opens it', async () => {
  await using sys = createTestSystem()
  const gate = sys.gate<string>()
  const fetcher = sys.spawn(fetcherOf(() => gate.promise))
  const text = fetcher.ask('fetch')
  const count = fetcher.ask('count')
  await sys.settled()
  expect(sys.openAsks).toHaveLength(2)
  gate.open('text')
  expect(await text).toBe('text')
  await sys.expectAnswer(count, 1)
})

interface BoxProtocol {
  keep(value: { readonly words: readonly string[] }): void
}

test.each([undefined, 'always'] as const)(
  'a message crosses the wire where the test says: %s',
  async (wire) => {
    await using sys = createTestSystem(wire && { wire })
    const box = sys.probe<BoxProtocol>('box')
    const value = { words: ['a', 'b'] }
    box.ref.tell('keep', value)
    const { args } = await box.expect('keep', value)
    expect(args[0] === value).toBe(wire === undefined)
  },
)
