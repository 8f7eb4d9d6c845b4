import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import {
  broadcast,
  defineBreaker,
  defineRouter,
  defineTask,
  defineTopic,
  leastLoaded,
  type Routing,
  type TaskProtocol,
  type TopicProtocol,
} from '@troupe/core/patterns'
import { type ExploreOptions, explore, type StateView } from '@troupe/testkit'
import { expect, test } from 'vitest'

const state = Symbol.for('troupe.state')

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

interface ClerkProtocol {
  look(): string
}

const Clerk = defineActor('Clerk', (_ctx: ActorContext<ClerkProtocol>) => ({ look: () => 'found' }))

interface CustomerProtocol {
  come(): void
}

/** Asks, and keeps what came of it; then it is the turn of the next ones. */
const Customer = defineActor(
  'Customer',
  (
    _ctx: ActorContext<CustomerProtocol>,
    clerk: ActorRef<ClerkProtocol>,
    next: readonly ActorRef<CustomerProtocol>[] = [],
  ) => {
    const outcomes: string[] = []
    return {
      async come() {
        const answer = clerk.with({ timeout: Number.POSITIVE_INFINITY }).ask('look')
        outcomes.push(await answer.catch((error: unknown) => codeOf(error)))
        for (const customer of next) customer.tell('come')
      },
      [state]: () => [...outcomes],
    }
  },
)

const outcomesOf = (view: StateView, name: string): readonly string[] => view.stateOf<string[]>(name) ?? []

function route(routing: Routing<ClerkProtocol> | undefined, options: ExploreOptions) {
  return explore((system) => {
    const clerks = ['ann', 'bob'].map((name) => system.spawn(Clerk, [], { name }))
    const router = system.spawn(defineRouter<ClerkProtocol>('Router', routing), [clerks], { name: 'router' })
    for (const name of ['carl', 'dora']) system.spawn(Customer, [router], { name }).tell('come')
  }, options)
}

const lost: ExploreOptions = { faults: { crash: { of: ['ann'] } } }

test.each([
  ['in turn', undefined],
  ['by load', leastLoaded<ClerkProtocol>()],
])(
  'whoever asks a router that routes %s has one outcome, whenever a routee is lost',
  async (_how, routing) => {
    const report = await route(routing, {
      ...lost,
      finally: {
        'each has one outcome': (view) =>
          ['carl', 'dora'].every((name) => outcomesOf(view, name).length === 1),
        'one is served, since one routee lives': (view) =>
          ['carl', 'dora'].some((name) => outcomesOf(view, name)[0] === 'found'),
      },
      sometimes: {
        'both are served': (view) => ['carl', 'dora'].every((name) => outcomesOf(view, name)[0] === 'found'),
        'one is told of the loss': (view) =>
          ['carl', 'dora'].some((name) => outcomesOf(view, name)[0] === 'actor-terminated'),
      },
    })
    expect(report.exhaustive).toBe(true)
  },
)

test('whoever asks a router that routes to all is answered, though a routee is lost, whenever that is', async () => {
  const report = await route(broadcast(), {
    ...lost,
    strategy: 'portfolio',
    runs: 300,
    finally: {
      'both are served': (view) =>
        ['carl', 'dora'].every((name) => String(outcomesOf(view, name)) === 'found'),
    },
    sometimes: { 'a routee is lost': (view) => !view.actors.includes('ann') },
  })
  expect(report.traces).toBeGreaterThan(30)
})

interface NewsEvents {
  news(number: number): void
}
const News = defineTopic<NewsEvents>('News')

interface ReaderProtocol extends NewsEvents {
  begin(): void
  end(): void
}

interface PublisherProtocol {
  publish(numbers: readonly number[]): void
}

const Publisher = defineActor(
  'Publisher',
  (_ctx: ActorContext<PublisherProtocol>, topic: ActorRef<TopicProtocol<NewsEvents>>) => ({
    publish(numbers) {
      for (const number of numbers) topic.tell('publish', 'news', number)
    },
  }),
)

/** Subscribes, and has number 9 published when it knows that its subscription has ended. */
const Reader = defineActor(
  'Reader',
  (
    ctx: ActorContext<ReaderProtocol>,
    topic: ActorRef<TopicProtocol<NewsEvents>>,
    publisher: ActorRef<PublisherProtocol>,
  ) => {
    const heard: number[] = []
    return {
      begin: () => void topic.tell('subscribe', ctx.self),
      async end() {
        await topic.ask('unsubscribe', ctx.self)
        publisher.tell('publish', [9])
      },
      news: (number) => void heard.push(number),
      [state]: () => [...heard],
    }
  },
  { interleave: ['news'] },
)

const heardIn = (view: StateView): readonly number[] => view.stateOf<number[]>('reader') ?? []

function publish(doEnd: boolean, options: ExploreOptions) {
  return explore(
    (system) => {
      const topic = system.spawn(News, [], { name: 'topic' })
      const publisher = system.spawn(Publisher, [topic], { name: 'publisher' })
      const reader = system.spawn(Reader, [topic, publisher], { name: 'reader' })
      reader.tell('begin')
      if (doEnd) reader.tell('end')
      publisher.tell('publish', [1, 2, 3])
    },
    {
      always: {
        'what is heard comes once, in order, without a gap': (view) => {
          const heard = heardIn(view)
          return heard.every((number, index) => number === Number(heard[0]) + index)
        },
        'nothing is heard that was published when the end of the subscription was known': (view) =>
          !heardIn(view).includes(9),
      },
      ...options,
    },
  )
}

test('a subscriber hears what is published between its subscription and its end, and nothing after [PAT-6]', async () => {
  const report = await publish(true, {
    sometimes: {
      'some are heard': (view) => heardIn(view).length === 2,
      'none is heard': (view) => heardIn(view).length === 0,
    },
  })
  expect(report.exhaustive).toBe(true)
})

test('a topic that is started anew has its subscribers: nothing is missing but what it failed with [PAT-1]', async () => {
  const report = await publish(false, {
    faults: { crash: { of: ['topic'], max: 1, restart: true } },
    sometimes: {
      'it fails, and news are heard after that': (view) =>
        view.failures.length === 1 && heardIn(view).at(-1) === 3,
    },
  })
  expect(report.exhaustive).toBe(true)
})

/** Fails once; counts how many calls are under way at a time until one has succeeded. */
const Service = defineActor(
  'Service',
  (_ctx: ActorContext<ClerkProtocol>, clerk: ActorRef<ClerkProtocol>) => {
    const seen = { calls: 0, underWay: 0, most: 0, isWell: false }
    return {
      async look() {
        if (++seen.calls === 1) throw new Error('not yet')
        seen.underWay++
        if (!seen.isWell) seen.most = Math.max(seen.most, seen.underWay)
        const found = await clerk.ask('look')
        seen.underWay--
        seen.isWell = true
        return found
      },
      [state]: () => ({ ...seen }),
    }
  },
  { interleave: ['look'] },
)

test('one at a time tries whether a target is well again, whoever comes when [PAT-7]', async () => {
  const report = await explore(
    (system) => {
      const clerk = system.spawn(Clerk, [], { name: 'clerk' })
      const service = system.spawn(Service, [clerk], { name: 'service', decide: () => 'resume' })
      const Breaker = defineBreaker<ClerkProtocol>('Breaker', { failures: 1, rest: 100 })
      const breaker = system.spawn(Breaker, [service], { name: 'breaker' })
      const others = ['dora', 'eve'].map((name) => system.spawn(Customer, [breaker], { name }))
      system.spawn(Customer, [breaker, others], { name: 'carl' }).tell('come')
    },
    {
      timers: 'any-order',
      verdicts: { failures: false },
      always: {
        'no two try at a time': (view) => (view.stateOf<{ most: number }>('service')?.most ?? 0) <= 1,
      },
      finally: {
        'each has one outcome': (view) =>
          ['carl', 'dora', 'eve'].every((name) => outcomesOf(view, name).length === 1),
      },
      sometimes: {
        'one is refused while the other tries': (view) =>
          String(['dora', 'eve'].map((name) => outcomesOf(view, name)[0]).toSorted()) ===
          'breaker-open,found',
        'both are served': (view) => ['dora', 'eve'].every((name) => outcomesOf(view, name)[0] === 'found'),
      },
    },
  )
  expect(report.exhaustive).toBe(true)
})

const Search = defineTask('Search', (_signal, clerk: ActorRef<ClerkProtocol>) => clerk.ask('look'))

const Client = defineActor(
  'Client',
  (_ctx: ActorContext<{ come(): void }>, task: ActorRef<TaskProtocol<string>>) => {
    const outcomes: string[] = []
    return {
      async come() {
        outcomes.push(await task.ask('result').catch((error: unknown) => codeOf(error)))
      },
      [state]: () => [...outcomes],
    }
  },
)

const Canceller = defineActor(
  'Canceller',
  (_ctx: ActorContext<{ call(): void }>, task: ActorRef<TaskProtocol<string>>) => ({
    call: () => void task.tell('cancel'),
  }),
)

function search(clients: readonly string[], options: ExploreOptions) {
  return explore(
    (system) => {
      const clerk = system.spawn(Clerk, [], { name: 'clerk' })
      const task = system.spawn(Search, [clerk], { name: 'task' })
      for (const name of clients) system.spawn(Client, [task], { name }).tell('come')
      system.spawn(Canceller, [task], { name: 'canceller' }).tell('call')
    },
    {
      finally: {
        'each has one outcome': (view) => clients.every((name) => outcomesOf(view, name).length === 1),
        'the task has ended': (view) => !view.actors.includes('task'),
      },
      ...options,
    },
  )
}

test('a task that is cancelled when it is done, or before, has one outcome, and ends [PAT-8]', async () => {
  const report = await search(['client'], {
    sometimes: {
      'it is done': (view) => outcomesOf(view, 'client')[0] === 'found',
      'it is cancelled': (view) => outcomesOf(view, 'client')[0] === 'task-cancelled',
      'it ends before anybody asks': (view) => outcomesOf(view, 'client')[0] === 'actor-terminated',
    },
  })
  expect(report.exhaustive).toBe(true)
})

test('all whom a task answers hear of the same outcome, whenever they ask and it is cancelled [PAT-8]', async () => {
  const report = await search(['client', 'other'], {
    always: {
      'none hears of another outcome': (view) => {
        const heard = ['client', 'other'].flatMap((name) => outcomesOf(view, name))
        return new Set(heard.filter((outcome) => outcome !== 'actor-terminated')).size <= 1
      },
    },
    sometimes: {
      'both hear of the cancel': (view) =>
        ['client', 'other'].every((name) => outcomesOf(view, name)[0] === 'task-cancelled'),
      'both hear of what was found': (view) =>
        ['client', 'other'].every((name) => outcomesOf(view, name)[0] === 'found'),
    },
  })
  expect(report.exhaustive).toBe(true)
})

test('a task that is started anew does its job once at most [PAT-8]', async () => {
  const report = await search(['client'], {
    strategy: 'portfolio',
    runs: 300,
    faults: { crash: { of: ['task'], max: 1, restart: true } },
    finally: { 'the client has one outcome at most': (view) => outcomesOf(view, 'client').length <= 1 },
    sometimes: { 'it is started anew': (view) => view.failures.length === 1 },
  })
  expect(report.traces).toBeGreaterThan(50)
})
