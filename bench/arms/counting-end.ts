// The far end of contestants without a framework: adds up the orders that it is sent, one by one or in arrays, and sends
// numbers back as they come.
import { parentPort } from 'node:worker_threads'
import type { Order, Tally } from './troupe-actors.ts'

export type EndMessage = 'take' | number | Uint8Array | Order | readonly Order[]

let count = 0
let sum = 0

function send(answer: Tally | number): void {
  if (parentPort === null) process.send?.(answer)
  else parentPort.postMessage(answer)
}

function receive(message: EndMessage): void {
  if (message === 'take') {
    send({ count, sum })
    count = 0
    sum = 0
  } else if (typeof message === 'number') send(message)
  else if (message instanceof Uint8Array) {
    count++
    sum += message[0] ?? 1
  } else if (isList(message)) for (const order of message) add(order)
  else add(message)
}

function isList(message: Order | readonly Order[]): message is readonly Order[] {
  return Array.isArray(message)
}

function add(order: Order): void {
  count++
  sum += order.id
}

if (parentPort === null) process.on('message', receive)
else parentPort.on('message', receive)
