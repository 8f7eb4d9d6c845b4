// The thread of comlink's arms.
import { parentPort } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { add, addAll, echo, take } from './counting-service.ts'

const service = { add, addAll, echo, take }

/** What the other side calls. */
export type CountingService = typeof service

if (parentPort === null) throw new Error('This module is for a thread.')
expose(service, nodeEndpoint(parentPort))
