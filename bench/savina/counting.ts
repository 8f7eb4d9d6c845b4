import { type ActorContext, type ActorRef, defineActor, type Reply } from '@troupe/core'
import { member, type Placement } from './placement.ts'
import { type ConductorProtocol, conductor, defineWorkload, type Outcome } from './workload.ts'

export interface CountingSize {
  readonly increments: number
}

interface ProducerProtocol extends ConductorProtocol {
  counted(count: number): void
}

interface CounterProtocol {
  increment(): void
  retrieve(by: ActorRef<Pick<ProducerProtocol, 'counted'>>): void
}

export const Counter = defineActor('Counter', (_ctx: ActorContext<CounterProtocol>) => {
  let count = 0
  return {
    increment() {
      count++
    },
    retrieve: (by) => void by.tell('counted', count),
  }
})

export const Producer = defineActor(
  'Producer',
  (ctx: ActorContext<ProducerProtocol>, { increments }: CountingSize, where: Placement) => {
    const counter = ctx.spawn(Counter, [], member(where))
    let done: Reply<Outcome> | undefined
    return {
      run() {
        done = ctx.reply('run')
        for (let i = 0; i < increments; i++) counter.tell('increment')
        counter.tell('retrieve', ctx.self)
        return done
      },
      counted: (count) => done?.answer({ figures: { count }, messages: increments + 2 }),
    }
  },
)

/** One actor sends another as much as it can in one turn: the cost of a message, and of a mailbox that grows. */
export const counting = defineWorkload<CountingSize>({
  name: 'counting',
  conduct: (system, size, where) => system.spawn(Producer, [size, where], conductor),
  full: { size: { increments: 1_000_000 }, expected: { count: 1_000_000 } },
  small: { size: { increments: 2000 }, expected: { count: 2000 } },
})
