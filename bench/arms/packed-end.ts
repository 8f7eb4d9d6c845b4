// The far end of orders that are packed by hand: what a thread can take in where nobody checks, names or queues anything.
import { parentPort } from 'node:worker_threads'
import { ORDER_BYTES, unpackOrder } from './packed-order.ts'

let count = 0
let sum = 0

parentPort?.on('message', (message: Uint8Array | 'take') => {
  if (message === 'take') {
    parentPort?.postMessage({ count, sum })
    count = 0
    sum = 0
    return
  }
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  for (let at = 0; at < message.byteLength; at += ORDER_BYTES) {
    count++
    sum += unpackOrder(view, at).id
  }
})
