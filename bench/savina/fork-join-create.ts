import { type ActorContext, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface ForkJoinCreateSize {
  readonly actors: number
}

interface OnceProtocol {
  compute(x: number): void
}

/** Ends after its one message; if that fails, it ends as failed. */
export const Once = defineActor('Once', (ctx: ActorContext<OnceProtocol>) => ({
  compute(x) {
    if (Math.sin(x) ** 2 > 1) throw new Error('the square of a sine is at most 1')
    ctx.stop()
  },
}))

export const ForkCreate = defineActor(
  'ForkCreate',
  (ctx: ActorContext<ConductorProtocol>, { actors }: ForkJoinCreateSize, where: Placement) => {
    let ended = 0
    let done: Reply<Outcome> | undefined
    ctx.on('down', ({ reason, ref }) => {
      if (reason !== 'stopped') throw new Error(`${ref.path} has ended as ${reason}`)
      if (++ended === actors) done?.answer({ figures: { ended }, messages: 2 * actors })
    })
    return {
      run() {
        done = ctx.reply('run')
        for (let i = 0; i < actors; i++) {
          const once = ctx.spawn(Once, [], member(where))
          ctx.watch(once)
          once.tell('compute', 37.2)
        }
        return done
      },
    }
  },
)

/** Actors that live for one message: the cost of a spawn, an end, and the word of it. */
export const forkJoinCreate = defineWorkload<ForkJoinCreateSize>({
  name: 'fork-join-create',
  conduct: (system, size, where) => system.spawn(ForkCreate, [size, where], conductor),
  full: { size: { actors: 40_000 }, expected: { ended: 40_000 } },
  small: { size: { actors: 300 }, expected: { ended: 300 } },
})
