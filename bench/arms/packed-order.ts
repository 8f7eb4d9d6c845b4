import type { Order } from './troupe-actors.ts'

/** The bytes of one order, by a codec that knows orders alone: of whole numbers, and names of three letters. */
export const ORDER_BYTES = 17
/** How many travel in one buffer: about as many as Troupe sends in one frame. */
export const ORDERS_AT_ONCE = 2048

/** Writes an order. */
export function packOrder(view: DataView, at: number, { id, name, price, paid, amount }: Order): void {
  view.setInt32(at, id)
  for (let i = 0; i < 3; i++) view.setUint8(at + 4 + i, name.charCodeAt(i))
  view.setFloat64(at + 7, price)
  view.setUint8(at + 15, paid ? 1 : 0)
  view.setUint8(at + 16, amount)
}

/** Reads an order. */
export function unpackOrder(view: DataView, at: number): Order {
  return {
    id: view.getInt32(at),
    name: String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5), view.getUint8(at + 6)),
    price: view.getFloat64(at + 7),
    paid: view.getUint8(at + 15) === 1,
    amount: view.getUint8(at + 16),
  }
}
