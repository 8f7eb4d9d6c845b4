import type { Arm } from '../harness/arm.ts'
import { inTurn } from './latency.ts'
import { inArrays, orderOf } from './orders.ts'
import type { Order, Tally } from './troupe-actors.ts'

/** A thread of a library in which each message is a call that is answered. */
export interface CalledThread {
  add(order: Order): Promise<void>
  addAll(orders: readonly Order[]): Promise<void>
  echo(value: number): Promise<number>
  take(): Promise<Tally>
  close(): Promise<void>
}

/** How many calls are under way at a time: without a bound they would pile up. */
const WINDOW = 256

async function oneByOne(thread: CalledThread, size: number): Promise<void> {
  for (let first = 1; first <= size; first += WINDOW) {
    const length = Math.min(WINDOW, size - first + 1)
    await Promise.all(Array.from({ length }, (_, i) => thread.add(orderOf(first + i))))
  }
}

function telling(open: () => CalledThread, send: typeof oneByOne): Arm {
  return {
    async open() {
      const thread = open()
      await thread.echo(0)
      return {
        async run(size) {
          await send(thread, size)
          const { count, sum } = await thread.take()
          return { completed: count, checksum: sum }
        },
        close: () => thread.close(),
      }
    },
  }
}

/** The arms of such a library: a call for each message, a call for each array of them, and lone calls. */
export function callingArms(open: () => CalledThread): Readonly<Record<'tell' | 'tellArrays' | 'ask', Arm>> {
  return {
    tell: telling(open, oneByOne),
    tellArrays: telling(open, (thread, size) => inArrays(size, (orders) => thread.addAll(orders))),
    ask: {
      async open() {
        const thread = open()
        await thread.echo(0)
        return { run: (size) => inTurn(size, (value) => thread.echo(value)), close: () => thread.close() }
      },
    },
  }
}
