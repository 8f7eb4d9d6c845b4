import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { descend, member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface FibonacciSize {
  readonly n: number
}

interface AnsweredProtocol {
  /** `actors` have had a part in it. */
  answered(value: number, actors: number): void
}

interface CallProtocol extends AnsweredProtocol {
  compute(n: number): void
}

interface CallerProtocol extends ConductorProtocol, AnsweredProtocol {}

export const Call = defineActor(
  'Call',
  (ctx: ActorContext<CallProtocol>, caller: ActorRef<AnsweredProtocol>, where: Placement) => {
    let value = 0
    let actors = 1
    let open = 0
    const call = (n: number): void => {
      open++
      ctx.spawn(Call, [ctx.self, descend(where)], member(where)).tell('compute', n)
    }
    const finish = (): void => {
      caller.tell('answered', value, actors)
      ctx.stop()
    }
    return {
      compute(n) {
        if (n <= 2) {
          value = 1
          finish()
          return
        }
        call(n - 1)
        call(n - 2)
      },
      answered(part, by) {
        value += part
        actors += by
        if (--open === 0) finish()
      },
    }
  },
)

export const Caller = defineActor(
  'Caller',
  (ctx: ActorContext<CallerProtocol>, { n }: FibonacciSize, where: Placement) => {
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        ctx.spawn(Call, [ctx.self, where], member({})).tell('compute', n)
        return done
      },
      answered: (value, actors) => done?.answer({ figures: { value, actors }, messages: 2 * actors }),
    }
  },
)

/** An actor for each call of the naive function: a deep tree of children that live for a moment. */
export const fibonacci = defineWorkload<FibonacciSize>({
  name: 'fibonacci',
  conduct: (system, size, where) => system.spawn(Caller, [size, where], conductor),
  full: { size: { n: 25 }, expected: { value: 75_025, actors: 150_049 } },
  small: { size: { n: 12 }, expected: { value: 144, actors: 287 } },
})
