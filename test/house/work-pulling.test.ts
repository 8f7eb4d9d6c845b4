import { type ActorContext, type ActorRef, defineActor, shownState } from '@troupe/core'
import { defineWorkQueue, type WorkerProtocol, type WorkQueueProtocol } from '@troupe/core/patterns'
import { type ExploreOptions, explore, type StateView } from '@troupe/testkit'
import { expect, test } from 'vitest'

type Queue = ActorRef<WorkQueueProtocol<string, string>>

const Jobs = defineWorkQueue<string, string>('Jobs')

const Worker = defineActor('Worker', (ctx: ActorContext<WorkerProtocol<string, string>>, queue: Queue) => {
  queue.tell('join', ctx.self)
  return { work: (job) => `${job} done` }
})

/** Has each job done, and keeps what comes of it. */
const Client = defineActor(
  'Client',
  (_ctx: ActorContext<{ order(job: string): void }>, queue: Queue) => {
    const outcomes: string[] = []
    return {
      async order(job) {
        outcomes.push(await queue.with({ timeout: Number.POSITIVE_INFINITY }).ask('perform', job))
      },
      [shownState]: () => outcomes,
    }
  },
  { interleave: ['order'] },
)

function work(jobs: readonly string[], options: ExploreOptions) {
  return explore(
    (system) => {
      const queue = system.spawn(Jobs, [], { name: 'queue' })
      for (const name of ['ann', 'bob']) system.spawn(Worker, [queue], { name })
      const client = system.spawn(Client, [queue], { name: 'client' })
      for (const job of jobs) client.tell('order', job)
    },
    {
      finally: {
        'each job is confirmed, once': (state) =>
          String(state.stateOf<string[]>('client')?.toSorted()) === String(jobs.map((job) => `${job} done`)),
      },
      ...options,
    },
  )
}

const isLost: ExploreOptions = { sometimes: { 'a worker has a job and crashes': hasLostWork } }

/** A worker that is killed takes along what it was sent, or had begun. */
function hasLostWork(state: StateView): boolean {
  return state.deadLetters.some(({ name }) => name === 'work')
}

test('a job of a worker that is killed is done by another, whenever the queue hears of it [PAT-4]', async () => {
  const report = await work(['a'], { ...isLost, faults: { crash: { of: ['ann'] } } })
  expect(report.exhaustive).toBe(true)
})

test('a job of a worker that fails and is started anew is done', async () => {
  const report = await work(['a'], { faults: { crash: { of: ['ann'], restart: true } } })
  expect(report.exhaustive).toBe(true)
})

test('nor is one of several jobs left undone', async () => {
  const faults = { crash: { of: ['ann'] } }
  const report = await work(['a', 'b', 'c'], { ...isLost, faults, strategy: 'portfolio', runs: 500 })
  expect(report.traces).toBeGreaterThan(400)
})
