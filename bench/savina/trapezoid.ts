import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface TrapezoidSize {
  /** A multiple of the workers. */
  readonly pieces: number
  readonly workers: number
  readonly from: number
  readonly to: number
}

const DIGITS = 10

interface IntegralProtocol extends ConductorProtocol {
  area(worker: number, area: number): void
}

interface TrapezoidWorkerProtocol {
  integrate(left: number, pieces: number, width: number): void
}

function f(x: number): number {
  return (Math.sin(x ** 3 - 1) / (x + 1)) * Math.sqrt(1 + Math.exp(Math.sqrt(2 * x)))
}

export const TrapezoidWorker = defineActor(
  'TrapezoidWorker',
  (
    ctx: ActorContext<TrapezoidWorkerProtocol>,
    id: number,
    master: ActorRef<Pick<IntegralProtocol, 'area'>>,
  ) => ({
    integrate(left, pieces, width) {
      let area = 0
      for (let i = 0; i < pieces; i++) {
        const x = left + i * width
        area += 0.5 * (f(x) + f(x + width)) * width
      }
      master.tell('area', id, area)
      ctx.stop()
    },
  }),
)

export const TrapezoidMaster = defineActor(
  'TrapezoidMaster',
  (ctx: ActorContext<IntegralProtocol>, size: TrapezoidSize, where: Placement) => {
    const { pieces, workers: count, from, to } = size
    const workers = Array.from({ length: count }, (_, id) =>
      ctx.spawn(TrapezoidWorker, [id, ctx.self], member(where)),
    )
    const areas: number[] = []
    let finished = 0
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        const share = (to - from) / count
        for (const [i, worker] of workers.entries()) {
          worker.tell('integrate', from + i * share, pieces / count, (to - from) / pieces)
        }
        return done
      },
      area(of, area) {
        areas[of] = area
        if (++finished < count) return
        // In the order of the workers, so that the last digits do not depend on who comes first.
        const sum = areas.reduce((total, each) => total + each, 0)
        done?.answer({ figures: { area: Number(sum.toFixed(DIGITS)) }, messages: 2 * count })
      },
    }
  },
)

/** One large piece of work for each actor, and hardly a message. */
export const trapezoid = defineWorkload<TrapezoidSize>({
  name: 'trapezoid',
  conduct: (system, size, where) => system.spawn(TrapezoidMaster, [size, where], conductor),
  full: {
    size: { pieces: 10_000_000, workers: 100, from: 1, to: 5 },
    expected: { area: 0.271080752 },
  },
  small: { size: { pieces: 20_000, workers: 10, from: 1, to: 5 }, expected: { area: 0.2710807215 } },
})
