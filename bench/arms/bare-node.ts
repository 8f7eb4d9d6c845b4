// A thread or a process with nothing in it: says what it holds whenever it is asked.
import { parentPort } from 'node:worker_threads'
import { weigh } from './weight.ts'

if (parentPort === null) process.on('message', () => process.send?.(weigh()))
else parentPort.on('message', () => parentPort?.postMessage(weigh()))
