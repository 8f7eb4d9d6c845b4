import type { Arm } from '../harness/arm.ts'
import { inTurn } from './latency.ts'
import { inArrays, orderOf } from './orders.ts'
import { RawThread } from './raw-thread.ts'

function telling(send: (thread: RawThread, size: number) => Promise<void> | void): Arm {
  return {
    async open() {
      const thread = new RawThread()
      await thread.ask(0)
      return {
        async run(size) {
          await send(thread, size)
          const { count, sum } = await thread.ask('take')
          return { completed: count, checksum: sum }
        },
        close: () => thread.close(),
      }
    },
  }
}

export const tell = telling((thread, size) => {
  for (let i = 1; i <= size; i++) thread.send(orderOf(i))
})

export const tellArrays = telling((thread, size) => inArrays(size, (orders) => thread.send(orders)))

export const ask: Arm = {
  async open() {
    const thread = new RawThread()
    await thread.ask(0)
    return { run: (size) => inTurn(size, (value) => thread.ask(value)), close: () => thread.close() }
  },
}
