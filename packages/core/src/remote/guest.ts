import type { Order } from '../cell/system-message.ts'
import { FrameError } from '../message/errors.ts'

/** Where guests of a parent on node `from` are found on node `here`. */
export function guestPath(here: string, from: string, parentPath: string): string {
  return `troupe://${here}/~${from}${parentPath}`
}

/** A path without its node. */
export function localPart(path: string): string {
  const node = path.slice('troupe://'.length)
  const slash = node.indexOf('/')
  return slash < 0 ? '' : node.slice(slash)
}

const orders: readonly Order[] = ['resume', 'restart', 'stop', 'kill', 'rest', 'begin']

export function orderNumber(order: Order): number {
  return orders.indexOf(order)
}

/** @throws FrameError where there is no such order */
export function orderOf(number: number): Order {
  const order = orders[number]
  if (order === undefined) throw new FrameError('A frame gives an order that does not exist.')
  return order
}
