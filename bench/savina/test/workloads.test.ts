import { type ActorContext, type ActorSystem, createSystem, defineActor } from '@troupe/core'
import { workers } from '@troupe/transport-worker'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { banking } from '../banking.ts'
import { big } from '../big.ts'
import { boundedBuffer } from '../bounded-buffer.ts'
import { chameneos } from '../chameneos.ts'
import { counting } from '../counting.ts'
import { fibonacci } from '../fibonacci.ts'
import { forkJoinCreate } from '../fork-join-create.ts'
import { forkJoinThroughput } from '../fork-join-throughput.ts'
import { logisticMap } from '../logistic-map.ts'
import { matMul } from '../mat-mul.ts'
import { nQueens } from '../n-queens.ts'
import { philosophers } from '../philosophers.ts'
import { pingPong } from '../ping-pong.ts'
import { here, member, type Placement } from '../placement.ts'
import { quickSort } from '../quick-sort.ts'
import { radixSort } from '../radix-sort.ts'
import { sieve } from '../sieve.ts'
import { sleepingBarber } from '../sleeping-barber.ts'
import { threadRing } from '../thread-ring.ts'
import { trapezoid } from '../trapezoid.ts'
import {
  type ConductorProtocol,
  conductor,
  defineWorkload,
  type Figures,
  type Workload,
} from '../workload.ts'
import { workloads } from '../workloads.ts'
import {
  balances,
  blockTasks,
  boards,
  fibonacciNumber,
  logisticSum,
  primesBelow,
  simpson,
  sumOfDraws,
  trapezoids,
} from './references.ts'

/** What should come of both sizes, `full` worked out in another way where the first would take long. */
function proof<S>(workload: Workload<S>, reference: (size: S) => Figures, full = reference) {
  return {
    name: workload.name,
    small: { expected: workload.small.expected, reference: () => reference(workload.small.size) },
    full: { expected: workload.full.expected, reference: () => full(workload.full.size) },
  }
}

const proofs = [
  proof(pingPong, ({ pings }) => ({ pongs: pings })),
  proof(counting, ({ increments }) => ({ count: increments })),
  proof(forkJoinThroughput, ({ actors, messages }) => ({ handled: actors * messages })),
  proof(forkJoinCreate, ({ actors }) => ({ ended: actors })),
  proof(threadRing, ({ hops }) => ({ hops })),
  proof(chameneos, ({ meetings }) => ({ meetings: 2 * meetings })),
  proof(big, ({ actors, pings }) => ({ messages: 2 * actors * pings })),
  proof(boundedBuffer, ({ producers, items }) => ({ items: producers * items })),
  proof(philosophers, (size) => ({ meals: size.philosophers * size.meals })),
  proof(sleepingBarber, ({ cuts }) => ({ cuts })),
  proof(logisticMap, logisticSum),
  proof(banking, balances),
  proof(radixSort, ({ values }) => ({ values, sum: sumOfDraws(2048, values) })),
  proof(quickSort, ({ values }) => ({ values, sum: sumOfDraws(1024, values) })),
  proof(fibonacci, fibonacciNumber),
  proof(sieve, primesBelow),
  proof(nQueens, boards),
  proof(trapezoid, trapezoids, simpson),
  proof(matMul, blockTasks),
]

test('each workload has a proof of what is expected of it', () => {
  expect(proofs.map(({ name }) => name)).toEqual(workloads.map(({ name }) => name))
})

test.each(proofs)('$name is expected to come to what another way comes to', ({ small, full }) => {
  expect(small.expected).toEqual(small.reference())
  expect(full.expected).toEqual(full.reference())
})

/** Dead letters of a system, by reason: where nothing is lost, none has a count. */
function lost(system: ActorSystem): readonly [string, number][] {
  return Object.entries(system.deadLetters).filter(([, count]) => count > 0)
}

describe.each(['in this thread', 'encoded all the same'])('%s', (placement) => {
  test.each(workloads)('$name comes to what is expected, and nothing is lost', async (workload) => {
    await using system = await createSystem(placement === 'in this thread' ? {} : { wire: 'always' })
    const { figures, messages } = await workload.runAs(system, 'small')
    expect(figures).toEqual(workload.small.expected)
    expect(messages).toBeGreaterThan(0)
    expect(lost(system)).toEqual([])
    expect(system.stats().actors).toEqual({})
  })
})

describe('on two threads', () => {
  const where: Placement = { on: 'threads', generations: 4 }
  let system: ActorSystem

  beforeAll(async () => {
    system = await createSystem({
      nodes: { threads: workers(new URL('../actors.ts', import.meta.url), { count: 2 }) },
    })
  })
  afterAll(() => system.shutdown())

  test.each(workloads)('$name comes to what is expected, and nothing is lost', async (workload) => {
    const { figures } = await workload.runAs(system, 'small', where)
    expect(figures).toEqual(workload.small.expected)
    expect(lost(system)).toEqual([])
  })
})

const Stumbling = defineActor('Stumbling', (_ctx: ActorContext<{ work(): void }>) => ({
  work() {
    throw new Error('it has stumbled')
  },
}))

const Hopeful = defineActor(
  'Hopeful',
  (ctx: ActorContext<ConductorProtocol>, _size: object, where: Placement) => ({
    run() {
      ctx.spawn(Stumbling, [], member(where)).tell('work')
      return ctx.reply('run')
    },
  }),
)

test('a run ends with the cause when one of its actors fails', async () => {
  const size = { size: {}, expected: {} }
  const hopeless = defineWorkload({
    name: 'hopeless',
    full: size,
    small: size,
    conduct: (system, parameters, where) => system.spawn(Hopeful, [parameters, where], conductor),
  })
  await using system = await createSystem({ logger: { write: () => {} } })
  await expect(hopeless.run(system, {}, here)).rejects.toMatchObject({
    cause: { message: 'it has stumbled' },
  })
})
