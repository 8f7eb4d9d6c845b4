import { createSystem } from '@troupe/core'
import { workers } from '@troupe/transport-worker'
import type { Arm } from '../harness/arm.ts'
import { SlowCounter } from './slow-counter.ts'

/** Messages to an actor on each of so many threads by turns. */
function spread(threads: number): Arm {
  return {
    async open() {
      const cpu = workers(new URL('./slow-counter.ts', import.meta.url), { count: threads })
      const system = await createSystem({ nodes: { cpu } })
      const counters = Array.from({ length: threads }, () =>
        system.spawn(SlowCounter, [10], { on: 'cpu' }).with({ timeout: 60_000 }),
      )
      return {
        async run(size) {
          for (let i = 1; i <= size; i++) {
            const counter = counters[i % threads]
            if (counter && !counter.tell('add', i)) await counter.ready()
          }
          let completed = 0
          let checksum = 0
          for (const { count, sum } of await Promise.all(counters.map((counter) => counter.ask('take')))) {
            completed += count
            checksum += sum
          }
          return { completed, checksum }
        },
        close: () => system.shutdown(),
      }
    },
  }
}

export const threads1 = spread(1)
export const threads2 = spread(2)
export const threads3 = spread(3)
export const threads4 = spread(4)
