import { Worker } from 'node:worker_threads'
import { createSystem } from '@troupe/core'
import { workers } from '@troupe/transport-worker'
import type { Arm } from '../harness/arm.ts'
import { inTurn } from './latency.ts'
import { RawThread } from './raw-thread.ts'
import { Counter } from './troupe-actors.ts'

type Once = (value: number) => Promise<number>

interface Threads {
  /** A way to ask each thread. */
  readonly asks: readonly Once[]
  close(): Promise<void>
}

async function troupeThreads(count: number): Promise<Threads> {
  const nodes = { other: workers(new URL('./troupe-actors.ts', import.meta.url), { count }) }
  const system = await createSystem({ nodes })
  const counters = Array.from({ length: count }, () => system.spawn(Counter, [], { on: 'other' }))
  return {
    asks: counters.map((counter) => (value) => counter.ask('echo', value)),
    close: () => system.shutdown(),
  }
}

async function rawThreads(count: number): Promise<Threads> {
  const threads = Array.from({ length: count }, () => new RawThread())
  await Promise.all(threads.map((thread) => thread.ask(0)))
  return {
    asks: threads.map((thread) => (value) => thread.ask(value)),
    close: async () => void (await Promise.all(threads.map((thread) => thread.close()))),
  }
}

/** One lone ask after the other of each thread, of all threads at once, beside so many threads that never rest. */
function crowded(open: (count: number) => Promise<Threads>, count: number, busy: number): Arm {
  return {
    async open() {
      const { asks, close } = await open(count)
      const others = Array.from({ length: busy }, () => new Worker('for (;;);', { eval: true }))
      return {
        async run(size) {
          const each = await Promise.all(asks.map((once) => inTurn(size / count, once)))
          return {
            completed: each.reduce((sum, it) => sum + it.completed, 0),
            checksum: each.reduce((sum, it) => sum + it.checksum, 0),
            latencies: each.flatMap((it) => it.latencies ?? []),
          }
        },
        async close() {
          await Promise.all(others.map((it) => it.terminate()))
          await close()
        },
      }
    },
  }
}

export const fourThreads = crowded(troupeThreads, 4, 0)
export const fourRawThreads = crowded(rawThreads, 4, 0)
export const besideBusy = crowded(troupeThreads, 1, 2)
export const rawBesideBusy = crowded(rawThreads, 1, 2)
