import type { Order } from './troupe-actors.ts'

/** How many orders an array holds, where they are sent in arrays. */
const ARRAY = 256

/** What is sent between nodes: a record of five fields. */
export function orderOf(id: number): Order {
  return { id, name: 'abc', price: id + 0.5, paid: true, amount: 1 }
}

/** The orders 1 to `size`, made and given away array by array. */
export async function inArrays(size: number, send: (orders: Order[]) => Promise<void> | void): Promise<void> {
  for (let first = 1; first <= size; first += ARRAY) {
    const length = Math.min(ARRAY, size - first + 1)
    await send(Array.from({ length }, (_, i) => orderOf(first + i)))
  }
}
