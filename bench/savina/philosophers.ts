import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface PhilosophersSize {
  readonly philosophers: number
  /** How many each has. */
  readonly meals: number
}

interface ArbitratorProtocol extends ConductorProtocol {
  hungry(seat: number, philosopher: ActorRef<PhilosopherProtocol>): void
  done(seat: number): void
  full(retries: number): void
}

interface PhilosopherProtocol {
  think(): void
  eat(): void
  denied(): void
}

export const Philosopher = defineActor(
  'Philosopher',
  (
    ctx: ActorContext<PhilosopherProtocol>,
    seat: number,
    meals: number,
    arbitrator: ActorRef<Omit<ArbitratorProtocol, 'run'>>,
  ) => {
    let eaten = 0
    let retries = 0
    return {
      think: () => void arbitrator.tell('hungry', seat, ctx.self),
      denied() {
        retries++
        arbitrator.tell('hungry', seat, ctx.self)
      },
      eat() {
        arbitrator.tell('done', seat)
        if (++eaten < meals) ctx.self.tell('think')
        else arbitrator.tell('full', retries)
      },
    }
  },
)

export const Arbitrator = defineActor(
  'Arbitrator',
  (ctx: ActorContext<ArbitratorProtocol>, size: PhilosophersSize, where: Placement) => {
    const seats = size.philosophers
    const taken = new Array<boolean>(seats).fill(false)
    let meals = 0
    let retries = 0
    let full = 0
    let done: Reply<Outcome> | undefined
    const setForks = (seat: number, isTaken: boolean): void => {
      taken[seat] = isTaken
      taken[(seat + 1) % seats] = isTaken
    }
    return {
      run() {
        done = ctx.reply('run')
        for (let seat = 0; seat < seats; seat++) {
          ctx.spawn(Philosopher, [seat, size.meals, ctx.self], member(where)).tell('think')
        }
        return done
      },
      hungry(seat, philosopher) {
        if (taken[seat] === true || taken[(seat + 1) % seats] === true) philosopher.tell('denied')
        else {
          setForks(seat, true)
          philosopher.tell('eat')
        }
      },
      done(seat) {
        setForks(seat, false)
        meals++
      },
      full(of) {
        retries += of
        if (++full < seats) return
        done?.answer({ figures: { meals }, messages: 4 * meals + 2 * retries + seats })
      },
    }
  },
)

/** Many ask one for what their neighbours hold, and ask again when it is denied. */
export const philosophers = defineWorkload<PhilosophersSize>({
  name: 'philosophers',
  conduct: (system, size, where) => system.spawn(Arbitrator, [size, where], conductor),
  full: { size: { philosophers: 20, meals: 10_000 }, expected: { meals: 200_000 } },
  small: { size: { philosophers: 5, meals: 50 }, expected: { meals: 250 } },
})
