import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface LogisticMapSize {
  readonly terms: number
  readonly series: number
}

const FIRST_RATE = 3.46
const STEP = 0.0025
const DIGITS = 12

interface LogisticProtocol extends ConductorProtocol {
  last(series: number, term: number): void
}

interface SeriesProtocol {
  next(): void
  report(): void
}

interface RateProtocol {
  compute(term: number): number
}

export const RateComputer = defineActor('RateComputer', (_ctx: ActorContext<RateProtocol>, rate: number) => ({
  compute: (term) => rate * term * (1 - term),
}))

/** Waits for each term before it looks at the next message: what comes meanwhile stays in its mailbox. */
export const SeriesWorker = defineActor(
  'SeriesWorker',
  (
    _ctx: ActorContext<SeriesProtocol>,
    series: number,
    computer: ActorRef<RateProtocol>,
    master: ActorRef<Pick<LogisticProtocol, 'last'>>,
  ) => {
    let term = series * STEP
    return {
      async next() {
        term = await computer.ask('compute', term)
      },
      report: () => void master.tell('last', series, term),
    }
  },
)

export const LogisticMaster = defineActor(
  'LogisticMaster',
  (ctx: ActorContext<LogisticProtocol>, { terms, series }: LogisticMapSize, where: Placement) => {
    const workers = Array.from({ length: series }, (_, i) => {
      const computer = ctx.spawn(RateComputer, [FIRST_RATE + i * STEP], member(where))
      return ctx.spawn(SeriesWorker, [i, computer, ctx.self], member(where))
    })
    const last: number[] = []
    let reports = 0
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        for (let i = 0; i < terms; i++) for (const worker of workers) worker.tell('next')
        for (const worker of workers) worker.tell('report')
        return done
      },
      last(of, term) {
        last[of] = term
        if (++reports < series) return
        // In the order of the series, so that the last digits do not depend on who comes first.
        const sum = last.reduce((total, each) => total + each, 0)
        const messages = 3 * terms * series + 2 * series
        done?.answer({ figures: { sum: Number(sum.toFixed(DIGITS)) }, messages })
      },
    }
  },
)

/** Actors that wait for another's answer before they go on. */
export const logisticMap = defineWorkload<LogisticMapSize>({
  name: 'logistic-map',
  conduct: (system, size, where) => system.spawn(LogisticMaster, [size, where], conductor),
  full: { size: { terms: 25_000, series: 10 }, expected: { sum: 6.387835144604 } },
  small: { size: { terms: 50, series: 4 }, expected: { sum: 1.354987720374 } },
})
