import { createSystem } from '@troupe/core'
import { workers } from '@troupe/transport-worker'
import type { Arm } from '../harness/arm.ts'
import { SlowCounter } from './slow-counter.ts'

const BYTES_PER_MB = 1024 * 1024
const SAMPLE_MS = 5
const LONGEST_WAIT_MS = 600_000

/** A producer that heeds back-pressure, and a consumer on another thread that can't keep up. */
export const flood: Arm = {
  async open() {
    const actors = new URL('./slow-counter.ts', import.meta.url)
    const system = await createSystem({ nodes: { other: workers(actors, { count: 1 }) } })
    const counter = system.spawn(SlowCounter, [1], { on: 'other' }).with({ timeout: LONGEST_WAIT_MS })
    // Whatever is made once, code and buffers, is not what a flood costs.
    for (let i = 0; i < 100_000; i++) if (!counter.tell('add', i)) await counter.ready()
    await counter.ask('take')
    return {
      async run(size) {
        globalThis.gc?.()
        const idle = process.memoryUsage.rss()
        let most = idle
        const sample = (): void => {
          most = Math.max(most, process.memoryUsage.rss())
        }
        const sampling = setInterval(sample, SAMPLE_MS)
        let pauses = 0
        for (let i = 1; i <= size; i++) {
          if (counter.tell('add', i)) continue
          pauses++
          await counter.ready()
        }
        const { count, sum } = await counter.ask('take')
        clearInterval(sampling)
        sample()
        return { completed: count, checksum: sum, figures: { over: (most - idle) / BYTES_PER_MB, pauses } }
      },
      close: () => system.shutdown(),
    }
  },
}
