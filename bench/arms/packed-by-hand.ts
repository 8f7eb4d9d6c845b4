import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Arm } from '../harness/arm.ts'
import { orderOf } from './orders.ts'
import { ORDER_BYTES, ORDERS_AT_ONCE, packOrder } from './packed-order.ts'

const END = new URL('./packed-end.ts', import.meta.url)

/** Buffers of orders that are packed by hand and moved: what is left of the cost where there are no actors at all. */
export const tell: Arm = {
  async open() {
    const thread = new Worker(END)
    return {
      async run(size) {
        for (let first = 1; first <= size; first += ORDERS_AT_ONCE) {
          const length = Math.min(ORDERS_AT_ONCE, size - first + 1)
          const bytes = new Uint8Array(length * ORDER_BYTES)
          const view = new DataView(bytes.buffer)
          for (let i = 0; i < length; i++) packOrder(view, i * ORDER_BYTES, orderOf(first + i))
          thread.postMessage(bytes, [bytes.buffer])
        }
        thread.postMessage('take')
        const [{ count, sum }] = await once(thread, 'message')
        return { completed: count, checksum: sum }
      },
      close: async () => {
        await thread.terminate()
      },
    }
  },
}
