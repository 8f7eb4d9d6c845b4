// How many schedules of a small protocol are explored in a second: four actors, twenty messages, drawn and by source-DPOR.
// Pin it to one core, `taskset -c 1 npm run bench:explore`, to compare two runs of it. Usage: [schedules, 100,000 unless said]
import { type ActorContext, type ActorRef, type ActorSystem, defineActor } from '@troupe/core'
import { explore, type StrategyName } from '@troupe/testkit'

interface TallyProtocol {
  get(client: ActorRef<ClientProtocol>): void
  set(value: number): void
}

interface ClientProtocol {
  value(value: number): void
}

const Tally = defineActor('Tally', (_ctx: ActorContext<TallyProtocol>) => {
  let value = 0
  return {
    get: (client) => void client.tell('value', value),
    set(next) {
      value = next
    },
    [Symbol.for('troupe.state')]: () => value,
  }
})

const Client = defineActor(
  'Client',
  (ctx: ActorContext<ClientProtocol>, tally: ActorRef<TallyProtocol>, times: number) => {
    let left = times
    const begin = (): void => {
      if (left-- > 0) tally.tell('get', ctx.self)
    }
    begin()
    return {
      value(value) {
        tally.tell('set', value + 1)
        begin()
      },
    }
  },
)

/** Three messages for each time: 7 times are 21 messages. */
function threeClients(system: ActorSystem): void {
  const tally = system.spawn(Tally, [], { name: 'tally' })
  ;[3, 2, 2].forEach((times, i) => {
    system.spawn(Client, [tally, times], { name: `client-${i}` })
  })
}

const runs = Number(process.argv[2] ?? 100_000)
const strategies: readonly StrategyName[] = ['dpor', 'random']
for (const strategy of strategies) {
  const begin = performance.now()
  const report = await explore(threeClients, { strategy, runs })
  const seconds = (performance.now() - begin) / 1000
  console.log(
    `${strategy}: ${report.runs} schedules of ${report.longest} messages in ${seconds.toFixed(1)} s, ${Math.round(report.runs / seconds)} a second`,
  )
}
