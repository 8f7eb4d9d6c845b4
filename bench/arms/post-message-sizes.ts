import type { Arm } from '../harness/arm.ts'
import { RawThread } from './raw-thread.ts'

/** The same bytes again and again, copied each time; some at a time, for a thread takes in whatever it is sent. */
function telling(bytes: number): Arm {
  const atATime = Math.max(10, Math.min(1000, 10_000_000 / bytes))
  return {
    async open() {
      const thread = new RawThread()
      await thread.ask(0)
      const message = new Uint8Array(bytes).fill(1)
      return {
        async run(size) {
          for (let i = 1; i <= size; i++) {
            thread.send(message)
            if (i % atATime === 0) await thread.ask(i)
          }
          const { count, sum } = await thread.ask('take')
          return { completed: count, checksum: sum }
        },
        close: () => thread.close(),
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
