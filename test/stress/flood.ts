// npm run flood -- [--messages N] [--json]
//
// Floods a consumer on another thread, and one in another process, that handles 100,000 messages a second at best: first by
// a producer that heeds what tell returns, then by one that does not. Nothing may be lost without a trace, and memory is bounded.
import { parseArgs } from 'node:util'
import { type ActorSystem, createSystem, type NodeProvider, type SpawnOptions } from '@troupe/core'
import { processes } from '@troupe/transport-ipc'
import { workers } from '@troupe/transport-worker'
import { Consumer, Gauge } from './flood-actors.ts'

const MICROSECONDS = 10
const MOST_GROWTH_BYTES = 64 * 1024 * 1024
/** More than may be under way to one actor. */
const UNHEEDED = 1_200_000
const MOST_UNDER_WAY = 1_048_576
const MOST_UNHEEDED_BYTES = 400 * 1024 * 1024
const WARM = 50_000

const { values: given } = parseArgs({
  options: { messages: { type: 'string', default: '1000000' }, json: { type: 'boolean', default: false } },
})
const messages = Number(given.messages)
if (!Number.isSafeInteger(messages) || messages < 1) {
  console.error('Usage: npm run flood -- [--messages N] [--json]')
  process.exit(2)
}

/** The figures of one flood. */
interface Flood {
  readonly to: string
  readonly heeded: boolean
  readonly sent: number
  readonly handled: number
  readonly dead: number
  readonly misplaced: number
  readonly seconds: number
  /** Bytes by which the resident memory of the program, and of the consumer's process, has grown at most. */
  readonly growth: number
}

/** By how many bytes the memory of a node's process grows at most, once it has begun to look. */
async function gaugeOn(system: ActorSystem, on: SpawnOptions): Promise<() => Promise<number>> {
  const gauge = system.spawn(Gauge, [], on).with({ timeout: Number.POSITIVE_INFINITY })
  const idle = await gauge.ask('begin')
  return async () => {
    const most = await gauge.ask('most')
    await system.stop(gauge)
    return most - idle
  }
}

async function flood(system: ActorSystem, to: string, count: number, heeded: boolean): Promise<Flood> {
  const consumer = system.spawn(Consumer, [], { on: to })
  const gauges = [await gaugeOn(system, {}), await gaugeOn(system, { on: to })]
  const before = system.deadLetters['mailbox-full']
  const start = performance.now()
  for (let i = 0; i < count; i++) {
    const hasRoom = consumer.tell('take', i, heeded ? MICROSECONDS : 0)
    if (heeded && !hasRoom) await consumer.ready()
  }
  const patient = consumer.with({ timeout: Number.POSITIVE_INFINITY, priority: 'low' })
  const dead = system.deadLetters['mailbox-full'] - before
  await consumer.ready()
  const { count: handled, misplaced } = await patient.ask('taken')
  const seconds = (performance.now() - start) / 1000
  const growth = Math.max(...(await Promise.all(gauges.map((read) => read()))))
  await system.stop(consumer)
  return { to, heeded, sent: count, handled, dead, misplaced, seconds, growth }
}

/** What is wrong with a flood. */
function faultsOf({ to, heeded, sent, handled, dead, misplaced, growth }: Flood): string[] {
  const expected = heeded ? 0 : sent - MOST_UNDER_WAY
  const limit = heeded ? MOST_GROWTH_BYTES : MOST_UNHEEDED_BYTES
  return [
    ...(handled + dead === sent ? [] : [`${to}: ${sent} sent, ${handled} handled, ${dead} dead`]),
    ...(dead === expected ? [] : [`${to}: ${dead} dead letters where ${expected} were due`]),
    ...(misplaced === 0 ? [] : [`${to}: ${misplaced} messages came out of order`]),
    ...(growth <= limit ? [] : [`${to}: memory has grown by ${growth} bytes, and ${limit} are allowed`]),
  ]
}

function inLine({ to, heeded, sent, handled, dead, seconds, growth }: Flood): string {
  const rate = Math.round(handled / seconds)
  const manner = heeded ? 'heeding the sign' : 'heeding nothing'
  return `to a ${to}, ${manner}: ${sent} sent = ${handled} handled + ${dead} dead, ${rate} a second, memory +${Math.round(growth / 2 ** 20)} MiB`
}

async function floods(to: string, nodes: NodeProvider): Promise<Flood[]> {
  await using system = await createSystem({ nodes: { [to]: nodes }, logger: { write() {} } })
  await flood(system, to, WARM, true)
  return [await flood(system, to, messages, true), await flood(system, to, UNHEEDED, false)]
}

const module = new URL('./flood-actors.ts', import.meta.url)
const all = [
  ...(await floods('thread', workers(module, { count: 1 }))),
  ...(await floods('process', processes(module, { count: 1 }))),
]
console.log(given.json ? JSON.stringify(all, undefined, 2) : all.map(inLine).join('\n'))
const faults = all.flatMap(faultsOf)
for (const fault of faults) console.error(`VIOLATED: ${fault}`)
if (faults.length > 0) process.exitCode = 1
