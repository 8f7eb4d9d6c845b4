// The far side of the raw contestants: a thread and a process that add up what they are sent.
import { parentPort } from 'node:worker_threads'

let total = 0

/** @param {number} sum */
function send(sum) {
  if (parentPort === null) process.send?.(sum)
  else parentPort.postMessage(sum)
}

/** @param {unknown} message */
function receive(message) {
  if (message === 'total') {
    send(total)
    total = 0
    return
  }
  const orders = Array.isArray(message) ? message : [message]
  for (const order of orders) total += order.amount
}

if (parentPort === null) process.on('message', receive)
else parentPort.on('message', receive)
