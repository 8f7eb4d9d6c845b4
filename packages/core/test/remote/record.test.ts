import { expect, it } from 'vitest'
import type { Order } from '../../src/cell/system-message.ts'
import { orderNumber, orderOf } from '../../src/remote/record.ts'

const orders: readonly Order[] = ['resume', 'restart', 'stop', 'kill', 'rest', 'begin']

it.each(orders)('an order to %s is the same on the node of the child [SUP-7]', (order) => {
  expect(orderOf(orderNumber(order))).toBe(order)
})

it.each([-1, 6, 0.5])('%s is no order', (number) => {
  expect(() => orderOf(number)).toThrow(expect.objectContaining({ code: 'bad-frame' }))
})
