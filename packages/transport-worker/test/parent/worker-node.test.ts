import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { WorkerNode } from '../../src/parent/worker-node.ts'

test('a thread whose error is known before its last words are read is down after them [NOD-3]', async () => {
  const worker = new Worker('setInterval(() => {}, 60_000)', { eval: true })
  const node = new WorkerNode(worker, 'one-0')
  const heard: string[] = []
  node.connection.open({
    frame: ({ bytes }) => void heard.push(Buffer.from(bytes).toString()),
    closed: () => void heard.push('down'),
  })
  worker.emit('error', new Error('on purpose'))
  worker.emit('message', Uint8Array.from(Buffer.from('words')))
  await worker.terminate()
  expect(await node.ended).toMatchObject({ message: expect.stringContaining('on purpose') })
  expect(heard).toEqual(['words', 'down'])
})
