import type { Arm } from '../harness/arm.ts'
import { openOnThread } from './troupe-nodes.ts'

/** The same bytes again and again, copied each time. */
function telling(bytes: number): Arm {
  return {
    async open() {
      const { counter, close } = await openOnThread()
      const message = new Uint8Array(bytes).fill(1)
      return {
        async run(size) {
          for (let i = 1; i <= size; i++) if (!counter.tell('addBytes', message)) await counter.ready()
          const { count, sum } = await counter.ask('take')
          return { completed: count, checksum: sum }
        },
        close,
      }
    },
  }
}

export const bytes0 = telling(0)
export const bytes1 = telling(1)
export const bytes100 = telling(100)
export const bytes1000 = telling(1000)
export const bytes10000 = telling(10_000)
export const bytes100000 = telling(100_000)
export const bytes1000000 = telling(1_000_000)
