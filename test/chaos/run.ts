// One run in a process of its own, which main.ts starts: told what to do in its argument, it says how it went to its parent.
import { createSystem } from '@troupe/core'
import { processes } from '@troupe/transport-ipc'
import { workers } from '@troupe/transport-worker'
import { liveBytes } from '../conformance/live-bytes.ts'
import { Chance } from '../conformance/seeded-random.ts'
import { ACCOUNTS, Bank } from './bank.ts'
import { Books } from './books.ts'
import { openBranch } from './branch.ts'
import { openDesk } from './desk.ts'
import { EndTimes } from './end-times.ts'
import { faultPlan, type Victim } from './fault-plan.ts'
import type { Report } from './report.ts'
import { Storm } from './storm.ts'
import { Traffic } from './traffic.ts'
import { Violations } from './violations.ts'
import { Wards } from './wards.ts'
import { Watches } from './watches.ts'

const NODES = 5
const HEARTBEAT_MS = 1500
const SETTLE_MS = 15_000
const OPENING_BALANCE = 1000
const MOST_GROWTH_BYTES = 16 * 1024 * 1024

const { seed, seconds }: { seed: number; seconds: number } = JSON.parse(process.argv[2] ?? '{}')

const violations = new Violations()
process.on('warning', (warning) => violations.add(`a warning: ${warning.message}`))
process.on('unhandledRejection', (error) => violations.add(`nothing handled a rejection: ${String(error)}`))

const module = new URL('./actors.js', import.meta.url)
const supervision = {
  count: NODES,
  budget: { max: 1_000_000, within: 60_000 },
  heartbeat: HEARTBEAT_MS,
  output: 'ignore',
} as const
const system = await createSystem({
  nodes: {
    thread: workers(module, {
      ...supervision,
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 },
    }),
    process: processes(module, { ...supervision, execArgv: ['--max-old-space-size=32'] }),
  },
  logger: {
    write(level, text, details) {
      // Accounts are placed again and again while there is no node for them.
      if (level === 'error' && !/branch|more failures/.test(text))
        violations.add(`logged: ${text}: ${String(details)}`)
    },
  },
})
const victims = Object.entries(system.nodes).flatMap(([group, names]) =>
  names.map((name): Victim => ({ name, medium: group === 'thread' ? 'thread' : 'process' })),
)
const names = victims.map(({ name }) => name)

const watches = new Watches(violations)
const desk = openDesk(system, {
  noted: (talker, n) => traffic.noted(talker, n),
  lost: (talker) => traffic.lost(talker),
  ended: (mortal, how) => watches.ended(mortal, how),
})
const wards = new Wards(system, desk, violations)
const traffic = new Traffic(wards, watches, new Chance(seed + 1), violations)
const times = new EndTimes()
system.events.on('dead-letter', (letter) => traffic.died(letter))
wards.observe(traffic)
wards.observe({
  began: (ward) => void desk.tell('watch', ward.mortal, ward.talker, ward.number),
  ended: () => times.note(),
  buried() {},
})
for (const name of names) wards.up(name)
const books = new Books(ACCOUNTS, OPENING_BALANCE, violations)
const accounts = openBranch(system, books, ACCOUNTS, ['thread', 'process'])
const bank = new Bank(books, accounts, wards, new Chance(seed + 2), violations)
const storm = new Storm(wards, violations)
const plan = faultPlan(seed, victims)

traffic.begin()
bank.begin()
process.send?.('begun')
const start = performance.now()
await storm.rage(plan, seconds * 250)
const warm = await liveBytes()
await storm.rage(plan, seconds * 750)
const took = (performance.now() - start) / 1000
times.stop()

await storm.calm(names)
traffic.end()
await bank.close(SETTLE_MS)
await wards.settled()
await traffic.check(SETTLE_MS)
await Promise.all(wards.all.map(({ mortal }) => system.stop(mortal)))
await traffic.checkWatches(SETTLE_MS)
const growth = (await liveBytes()) - warm
if (growth > MOST_GROWTH_BYTES) violations.add(`what is in use has grown by ${growth} bytes`)
const deadLetters = Object.values(system.deadLetters).reduce((sum, count) => sum + count, 0)
wards.close()
await system.shutdown()

const report: Report = {
  seed,
  seconds: took,
  ends: Object.fromEntries(wards.ends),
  launched: wards.launched,
  interval: times.interval,
  asks: { begun: traffic.asksBegun, answered: traffic.asksAnswered, rejected: traffic.asksRejected },
  messages: {
    sent: traffic.sent,
    handled: traffic.handled,
    dead: traffic.dead,
    underWay: traffic.underWay,
  },
  talk: traffic.talk,
  watches: watches.begun,
  transfers: { moved: bank.moved, refused: bank.refused, repeated: bank.repeated },
  deadLetters,
  growth,
  violationCount: violations.count,
  violations: violations.words,
}
process.send?.(report)
process.disconnect?.()
