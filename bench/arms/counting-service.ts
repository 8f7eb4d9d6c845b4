// What a thread offers where a message is a call: the same counting as counting-end. piscina calls these exports.
import type { Order, Tally } from './troupe-actors.ts'

let count = 0
let sum = 0

export function add(order: Order): void {
  count++
  sum += order.id
}

export function addAll(orders: readonly Order[]): void {
  for (const order of orders) add(order)
}

export function echo(value: number): number {
  return value
}

export function take(): Tally {
  const tally = { count, sum }
  count = 0
  sum = 0
  return tally
}
