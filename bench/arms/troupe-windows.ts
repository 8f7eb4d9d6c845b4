import type { Arm } from '../harness/arm.ts'
import { inWindows } from './latency.ts'
import { openOnThread } from './troupe-nodes.ts'

function asking(window: number): Arm {
  return {
    async open() {
      const { counter, close } = await openOnThread()
      return { run: (size) => inWindows(size, (value) => counter.ask('echo', value), window), close }
    },
  }
}

export const window1 = asking(1)
export const window10 = asking(10)
export const window100 = asking(100)
export const window1000 = asking(1000)
export const window10000 = asking(10_000)
