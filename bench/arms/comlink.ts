import { Worker } from 'node:worker_threads'
import { wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { callingArms } from './calls.ts'
import type { CountingService } from './comlink-end.ts'

export const { tell, tellArrays, ask } = callingArms(() => {
  const worker = new Worker(new URL('./comlink-end.ts', import.meta.url))
  const service = wrap<CountingService>(nodeEndpoint(worker))
  return {
    add: (order) => service.add(order),
    addAll: (orders) => service.addAll(orders),
    echo: (value) => service.echo(value),
    take: () => service.take(),
    close: async () => void (await worker.terminate()),
  }
})
