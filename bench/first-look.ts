// A first look at speed: each path of Troupe beside what Node offers for it, in turn, in one run.
// Prints medians over rounds with the slowest and fastest, and the median of the rounds' ratios.
import { type ChildProcess, fork } from 'node:child_process'
import { Worker } from 'node:worker_threads'
import { type ActorRef, createSystem } from '@troupe/core'
import { processes } from '@troupe/transport-ipc'
import { workers } from '@troupe/transport-worker'
import { type Order, Player, Sink, type SinkProtocol } from './actors.ts'

const ROUNDS = Number(process.argv[2] ?? 9)
const module = new URL('./actors.ts', import.meta.url)
const rawSink = new URL('./raw-sink.mjs', import.meta.url)

/** One way of doing some work, in thousands a second or in microseconds. */
interface Contestant {
  readonly name: string
  run(): Promise<number>
}

const order = (id: number): Order => ({ id, name: 'abc', price: id + 0.5, paid: true, amount: 1 })

function check(total: unknown, expected: number): void {
  if (total !== expected) throw new Error(`${String(total)} messages arrived, not ${expected}`)
}

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return count / (performance.now() - start)
}

async function halfTime(count: number, once: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const start = performance.now()
    await once()
    times.push((performance.now() - start) * 1000)
  }
  return median(times)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

async function compare(title: string, unit: string, contestants: readonly Contestant[]): Promise<void> {
  const results = contestants.map(() => [] as number[])
  for (let round = -2; round < ROUNDS; round++) {
    for (const [i, contestant] of contestants.entries()) {
      const result = await contestant.run()
      if (round >= 0) results[i]?.push(result)
    }
  }
  console.log(`\n${title} (${unit}, median [slowest .. fastest] of ${ROUNDS} rounds, first over each)`)
  for (const [i, contestant] of contestants.entries()) {
    const own = results[i] ?? []
    const ratio = median(own.map((value, round) => (results[0]?.[round] ?? 0) / value))
    const [low, high] = [Math.min(...own), Math.max(...own)]
    console.log(
      `  ${contestant.name.padEnd(34)}${median(own).toFixed(1).padStart(10)}  [${low.toFixed(1)} .. ${high.toFixed(1)}]  ${ratio.toFixed(2)}x`,
    )
  }
}

await using system = await createSystem({
  nodes: { thread: workers(module, { count: 1 }), process: processes(module, { count: 1 }) },
})

/** Sends at the pace that the way allows, and waits until all has been counted. */
async function pump(ref: ActorRef<SinkProtocol>, count: number, send: (i: number) => boolean): Promise<void> {
  const before = await ref.ask('total')
  for (let i = 0; i < count; i++) if (!send(i)) await ref.ready()
  check((await ref.with({ timeout: 60_000 }).ask('total')) - before, count)
}

async function flood(ref: ActorRef<SinkProtocol>, count: number, send: (i: number) => void): Promise<void> {
  const before = await ref.ask('total')
  for (let i = 0; i < count; i++) send(i)
  check((await ref.with({ timeout: 60_000 }).ask('total')) - before, count)
}

const here = system.spawn(Sink)
const queue: unknown[] = []
const handler = {
  total: 0,
  add(by: number): void {
    this.total += by
  },
}

await compare('Tell in this thread', 'k/s', [
  { name: 'troupe, a number', run: () => perSecond(5e5, () => flood(here, 5e5, () => here.tell('add', 1))) },
  {
    name: 'hand-written queue, direct call',
    run: () =>
      perSecond(5e5, async () => {
        handler.total = 0
        for (let i = 0; i < 5e5; i++) queue.push(1)
        for (const item of queue) handler.add(Number(item))
        queue.length = 0
        check(handler.total, 5e5)
      }),
  },
  {
    name: 'troupe, a record of two fields',
    run: () => perSecond(5e5, () => flood(here, 5e5, (i) => here.tell('pair', { left: 1, right: i }))),
  },
])

const [one, other] = [system.spawn(Player), system.spawn(Player)]
one.tell('partner', other)
other.tell('partner', one)
await compare('Ping-pong in this thread', 'k/s', [
  { name: 'troupe', run: () => perSecond(4e5, () => one.with({ timeout: 60_000 }).ask('play', other, 4e5)) },
])

await compare('Ask in this thread', 'us, half of them are faster', [
  { name: 'troupe', run: () => halfTime(20_000, () => here.ask('total')) },
  {
    name: 'a bare deferred await',
    run: () => halfTime(20_000, () => new Promise((done) => queueMicrotask(() => done(1)))),
  },
])

const thread = new Worker(rawSink)
const child: ChildProcess = fork(rawSink)

function rawTotal(): Promise<unknown> {
  return new Promise((resolve) => {
    thread.once('message', resolve)
    thread.postMessage('total')
  })
}

function rawChildTotal(): Promise<unknown> {
  return new Promise((resolve) => {
    child.once('message', resolve)
    child.send('total')
  })
}

async function inArrays(count: number, send: (orders: Order[]) => Promise<void> | void): Promise<void> {
  for (let i = 0; i < count; i += 256) {
    await send(Array.from({ length: Math.min(256, count - i) }, (_, k) => order(i + k)))
  }
}

const sent = (message: Order | Order[]): Promise<void> =>
  new Promise((resolve) => child.send(message, () => resolve()))

const onThread = system.spawn(Sink, [], { on: 'thread' })
await compare('Tell to another thread, a record of five fields', 'k/s', [
  {
    name: 'troupe',
    run: () => perSecond(2e5, () => pump(onThread, 2e5, (i) => onThread.tell('order', order(i)))),
  },
  {
    name: 'postMessage, one by one',
    run: () =>
      perSecond(2e5, async () => {
        for (let i = 0; i < 2e5; i++) thread.postMessage(order(i))
        check(await rawTotal(), 2e5)
      }),
  },
  {
    name: 'postMessage, arrays of 256',
    run: () =>
      perSecond(2e5, async () => {
        await inArrays(2e5, (orders) => thread.postMessage(orders))
        check(await rawTotal(), 2e5)
      }),
  },
])

await compare('Lone ask of another thread', 'us, half of them are faster', [
  { name: 'troupe', run: () => halfTime(3000, () => onThread.ask('total')) },
  { name: 'postMessage there and back', run: () => halfTime(3000, rawTotal) },
])

const inProcess = system.spawn(Sink, [], { on: 'process' })
await compare('Tell to another process, a record of five fields', 'k/s', [
  {
    name: 'troupe',
    run: () => perSecond(1e5, () => pump(inProcess, 1e5, (i) => inProcess.tell('order', order(i)))),
  },
  {
    name: 'process.send, one by one',
    run: () =>
      perSecond(1e5, async () => {
        for (let i = 0; i < 1e5; i++) {
          if (i % 1000 === 0) await sent(order(i))
          else child.send(order(i))
        }
        check(await rawChildTotal(), 1e5)
      }),
  },
  {
    name: 'process.send, arrays of 256',
    run: () =>
      perSecond(1e5, async () => {
        await inArrays(1e5, sent)
        check(await rawChildTotal(), 1e5)
      }),
  },
])

await compare('Lone ask of another process', 'us, half of them are faster', [
  { name: 'troupe', run: () => halfTime(3000, () => inProcess.ask('total')) },
  { name: 'process.send there and back', run: () => halfTime(3000, rawChildTotal) },
])

await thread.terminate()
child.disconnect()
