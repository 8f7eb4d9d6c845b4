import { type ActorRef, createSystem } from '@troupe/core'
import { processes } from '@troupe/transport-ipc'
import { workers } from '@troupe/transport-worker'
import type { Arm } from '../harness/arm.ts'
import { inTurn } from './latency.ts'
import { orderOf } from './orders.ts'
import { Counter, type CounterProtocol } from './troupe-actors.ts'

const actors = new URL('./troupe-actors.ts', import.meta.url)

type Provide = typeof workers | typeof processes

/** A system with one more node, and a counter there. */
async function openOn(provide: Provide) {
  const system = await createSystem({ nodes: { other: provide(actors, { count: 1 }) } })
  const counter = system.spawn(Counter, [], { on: 'other' }).with({ timeout: 60_000 })
  return { counter, close: () => system.shutdown() }
}

/** A system with one more thread, and a counter there. */
export function openOnThread() {
  return openOn(workers)
}

/** Sends at the pace that the way to the actor allows. */
async function sendAll(counter: ActorRef<CounterProtocol>, size: number): Promise<void> {
  for (let i = 1; i <= size; i++) if (!counter.tell('addOrder', orderOf(i))) await counter.ready()
}

function tellOn(provide: Provide): Arm {
  return {
    async open() {
      const { counter, close } = await openOn(provide)
      return {
        async run(size) {
          await sendAll(counter, size)
          const { count, sum } = await counter.ask('take')
          return { completed: count, checksum: sum }
        },
        close,
      }
    },
  }
}

function askOn(provide: Provide): Arm {
  return {
    async open() {
      const { counter, close } = await openOn(provide)
      const once = (value: number): Promise<number> => counter.ask('echo', value)
      return { run: (size) => inTurn(size, once), close }
    },
  }
}

export const threadTell = tellOn(workers)
export const processTell = tellOn(processes)
export const threadAsk = askOn(workers)
export const processAsk = askOn(processes)
