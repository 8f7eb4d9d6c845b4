import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { frameOf, isBridge } from '../src/port-message.ts'

const bytes = Uint8Array.of(1, 2)
const buffer = new ArrayBuffer(8)

test('a frame travels bare, or with its attachments', () => {
  expect(frameOf(bytes)).toEqual({ bytes, attachments: [] })
  expect(frameOf({ bytes, attachments: [buffer] })).toEqual({ bytes, attachments: [buffer] })
})

test.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'a frame'],
  ['a buffer', buffer],
  ['other numbers than bytes', Float64Array.of(1)],
  ['no bytes', { bytes: 'bytes', attachments: [] }],
  ['a list instead of bytes', { bytes: [1, 2], attachments: [] }],
  ['no attachments', { bytes }],
  ['one attachment that is no list', { bytes, attachments: buffer }],
  ['an attachment that is no buffer', { bytes, attachments: [buffer, bytes] }],
])('what else is posted to the port is no frame: %s [NOD-5]', (_what, message) => {
  expect(frameOf(message)).toBeUndefined()
})

test('a way to another thread is a port with the seat of who is at its other end', () => {
  const { port1, port2 } = new MessageChannel()
  const seat = { node: 3, name: 'far-0' }
  expect(isBridge({ bridge: seat, port: port1 })).toBe(true)
  for (const message of [
    undefined,
    null,
    'bridge',
    { bridge: seat },
    { bridge: seat, port: {} },
    { bridge: undefined, port: port1 },
    { bridge: { node: 1.5, name: 'far-0' }, port: port1 },
    { bridge: { node: 3, name: 7 }, port: port1 },
  ])
    expect(isBridge(message)).toBe(false)
  port1.close()
  port2.close()
})
