import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { PassThrough, Readable, Writable } from 'node:stream'
import { FrameError } from '@troupe/core'
import { expect, test, vi } from 'vitest'
import { NearSide } from '../../../../test/transports/near-side.ts'
import { joinFrame } from '../../src/framing/join-frame.ts'
import { ProcessConnection } from '../../src/parent/process-connection.ts'

const limits = { largestFrame: 1000 }
const hello = joinFrame({ bytes: Uint8Array.from(Buffer.from('hello')), attachments: [] }, limits)

function createConnection(incoming: Readable, outgoing: Writable) {
  const observer = { parted: vi.fn(), cutOff: vi.fn(), broke: vi.fn() }
  const connection = new ProcessConnection(incoming, outgoing, limits, observer)
  return { connection, observer, near: new NearSide(connection) }
}

test('what a process sent before its end is received, though a write to it fails first [NOD-3]', async () => {
  const text = Buffer.concat(hello).toString('hex')
  const script = `
    const { readSync, writeSync } = require('fs')
    writeSync(1, 'ready')
    readSync(3, Buffer.alloc(1))
    writeSync(4, Buffer.from('${text}', 'hex'))`
  const child = spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe', 'pipe'],
  })
  const [, stdout, , outgoing, incoming] = child.stdio
  if (!(incoming instanceof Readable && outgoing instanceof Writable)) throw new Error('there are no pipes')
  const { connection, near } = createConnection(incoming, outgoing)
  if (stdout) await once(stdout, 'data')
  near.send(new Uint8Array(10))
  // The child is gone before this thread looks at any pipe again, so that the next write meets a broken one.
  spawnSync(process.execPath, ['-e', ''])
  near.send(new Uint8Array(10))
  await connection.drained
  expect(near.frames.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['hello'])
})

test('a last frame that is cut off is dropped', async () => {
  const incoming = new PassThrough()
  const { connection, near, observer } = createConnection(incoming, new PassThrough())
  incoming.end(Buffer.concat([...hello, ...hello]).subarray(0, -1))
  await connection.drained
  expect(near.frames).toHaveLength(1)
  expect(observer.broke).not.toHaveBeenCalled()
})

test('bytes that make no sense break the connection', async () => {
  const incoming = new PassThrough()
  const { connection, near, observer } = createConnection(incoming, new PassThrough())
  incoming.write(Buffer.concat([...hello, Buffer.from('hello')]))
  await connection.drained
  expect(near.frames).toHaveLength(1)
  expect(observer.broke).toHaveBeenCalledExactlyOnceWith(expect.any(String), expect.any(FrameError))
})

test('a frame that the far side would refuse breaks the connection and never throws', () => {
  const { near, observer } = createConnection(new PassThrough(), new PassThrough())
  near.send(new Uint8Array(1001))
  expect(observer.broke).toHaveBeenCalledExactlyOnceWith(expect.any(String), expect.any(FrameError))
})

test('errors of the pipes are the end of the connection and nothing else', async () => {
  const incoming = new PassThrough()
  const outgoing = new PassThrough()
  const { connection, observer } = createConnection(incoming, outgoing)
  outgoing.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
  incoming.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
  await connection.drained
  expect(observer.broke).not.toHaveBeenCalled()
})

test.each(['outgoing', 'incoming'] as const)('is cut off when the %s pipe has ended', async (which) => {
  const pipes = { incoming: new PassThrough(), outgoing: new PassThrough() }
  const { observer } = createConnection(pipes.incoming, pipes.outgoing)
  pipes[which].destroy()
  await once(pipes[which], 'close')
  expect(observer.cutOff).toHaveBeenCalledOnce()
})

test('is not cut off by ending it from here', async () => {
  const outgoing = new PassThrough()
  const { connection, observer } = createConnection(new PassThrough(), outgoing)
  connection.finish(undefined)
  await once(outgoing, 'close')
  expect(observer.cutOff).not.toHaveBeenCalled()
})

test('closing says that it is in peace', async () => {
  const outgoing = new PassThrough()
  const { connection, near } = createConnection(new PassThrough(), outgoing)
  connection.close()
  near.send(new Uint8Array(10))
  const [text] = await once(outgoing, 'data')
  expect([...text]).toEqual([0xa2, 0, 0])
})
