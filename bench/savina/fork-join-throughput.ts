import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface ForkJoinThroughputSize {
  readonly actors: number
  /** How many each is sent. */
  readonly messages: number
}

interface ForkProtocol extends ConductorProtocol {
  handled(messages: number): void
}

interface SineProtocol {
  compute(): void
}

export const Sine = defineActor(
  'Sine',
  (ctx: ActorContext<SineProtocol>, messages: number, fork: ActorRef<Pick<ForkProtocol, 'handled'>>) => {
    const square = Math.sin(37.2) ** 2
    let handled = 0
    let sum = 0
    return {
      compute() {
        const sine = Math.sin(37.2)
        sum += sine * sine
        if (++handled < messages) return
        // The sum is of use, so that the compiler cannot leave out what is computed.
        fork.tell('handled', Math.round(sum / square))
        ctx.stop()
      },
    }
  },
)

export const ForkThroughput = defineActor(
  'ForkThroughput',
  (ctx: ActorContext<ForkProtocol>, { actors, messages }: ForkJoinThroughputSize, where: Placement) => {
    const sines = Array.from({ length: actors }, () => ctx.spawn(Sine, [messages, ctx.self], member(where)))
    let joined = 0
    let handled = 0
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        for (let i = 0; i < messages; i++) for (const sine of sines) sine.tell('compute')
        return done
      },
      handled(by) {
        handled += by
        if (++joined === actors) done?.answer({ figures: { handled }, messages: handled + actors })
      },
    }
  },
)

/** Many mailboxes are filled by turns, and each handler has a little to do. */
export const forkJoinThroughput = defineWorkload<ForkJoinThroughputSize>({
  name: 'fork-join-throughput',
  conduct: (system, size, where) => system.spawn(ForkThroughput, [size, where], conductor),
  full: { size: { actors: 60, messages: 10_000 }, expected: { handled: 600_000 } },
  small: { size: { actors: 6, messages: 200 }, expected: { handled: 1200 } },
})
