import { ChildProcess } from 'node:child_process'
import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { joinFrame } from '../../src/framing/join-frame.ts'
import { ProcessNode } from '../../src/parent/process-node.ts'

test('a process whose exit is known before its pipe is read is down after its last words [NOD-3]', async () => {
  const child = new ChildProcess()
  const incoming = new PassThrough()
  const node = new ProcessNode(child, { incoming, outgoing: new PassThrough() }, 'one-0')
  const heard: string[] = []
  node.connection.open({
    frame: ({ bytes }) => void heard.push(Buffer.from(bytes).toString()),
    closed: () => void heard.push('down'),
  })
  child.emit('exit', null, 'SIGKILL')
  await setImmediate()
  const words = { bytes: Uint8Array.from(Buffer.from('words')), attachments: [] }
  incoming.end(Buffer.concat(joinFrame(words, { largestFrame: 1000 })))
  await node.ended
  expect(heard).toEqual(['words', 'down'])
})
