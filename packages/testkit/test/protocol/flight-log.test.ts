import { expect, test } from 'vitest'
import { FlightLog } from '../../src/protocol/flight-log.ts'

const [first, second] = [{ n: 1 }, { n: 1 }]

test('a message is known again by its receiver, its name and its very payload, the oldest first', () => {
  const log = new FlightLog()
  log.add({ from: 'a', to: 'x', name: 'get', payload: first })
  log.add({ from: 'b', to: 'x', name: 'get', payload: second })
  log.add({ from: 'c', to: 'x', name: 'set', payload: 1 })
  log.add({ from: 'd', to: 'x', name: 'set', payload: 1 })
  log.add({ from: 'e', to: 'y', name: 'set', payload: 1 })
  expect(log.take('x', 'get', second)?.from).toBe('b')
  expect(log.take('x', 'get', first)?.from).toBe('a')
  expect(log.take('x', 'set', 1)?.from).toBe('c')
  expect(log.take('y', 'set', 1)?.from).toBe('e')
  expect(log.take('x', 'set', 1)?.from).toBe('d')
})

test('a message that nobody was seen to send is not made up', () => {
  const log = new FlightLog()
  log.add({ from: 'a', to: 'x', name: 'get', payload: undefined })
  expect(log.take('x', 'get', 1)).toBeUndefined()
  expect(log.take('y', 'get', undefined)).toBeUndefined()
  expect(log.take('x', 'get', undefined)?.from).toBe('a')
  expect(log.take('x', 'get', undefined)).toBeUndefined()
})
