import { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
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

test('a process that has lost a pipe, and its last breath, is ended by force [NOD-1]', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const child = new ChildProcess()
  const kill = vi.spyOn(child, 'kill').mockReturnValue(true)
  const outgoing = new PassThrough()
  const incoming = new PassThrough()
  const node = new ProcessNode(child, { incoming, outgoing }, 'one-0')
  outgoing.destroy()
  await once(outgoing, 'close')
  vi.advanceTimersByTime(999)
  expect(kill).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(kill).toHaveBeenCalledExactlyOnceWith('SIGKILL')
  child.emit('exit', null, 'SIGKILL')
  incoming.destroy()
  expect(await node.ended).toMatchObject({ message: expect.stringContaining('closed a pipe') })
})

test('a process whose pipes end as it exits leaves no timer, and says how it exited', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const child = new ChildProcess()
  const outgoing = new PassThrough()
  const incoming = new PassThrough()
  const node = new ProcessNode(child, { incoming, outgoing }, 'one-0')
  outgoing.destroy()
  incoming.destroy()
  await Promise.all([once(outgoing, 'close'), once(incoming, 'close')])
  child.emit('exit', 3, null)
  expect(await node.ended).toMatchObject({ message: expect.stringContaining('code 3') })
  expect(vi.getTimerCount()).toBe(0)
})
