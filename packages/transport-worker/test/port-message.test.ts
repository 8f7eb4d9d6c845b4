import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { FrameText } from '../src/frame-text.ts'
import { frameOf, isBridge, postFrame } from '../src/port-message.ts'

const bytes = Uint8Array.of(1, 2)
const buffer = new ArrayBuffer(8)
const text = new FrameText()

/** What is posted for a frame of these bytes, as it arrives. */
function posted(sent: Uint8Array): unknown {
  let message: unknown
  const post = { postMessage: (it: unknown) => (message = structuredClone(it)) }
  expect(postFrame(post, { bytes: sent, attachments: [] }, text)).toBeUndefined()
  return message
}

test('a frame travels bare, or with its attachments', () => {
  expect(frameOf(bytes, text)).toEqual({ bytes, attachments: [] })
  expect(frameOf({ bytes, attachments: [buffer] }, text)).toEqual({ bytes, attachments: [buffer] })
})

test.each([0, 1, 3, 4, 5, 127, 128, 129, 255, 256, 20_000])(
  'a frame of %i bytes arrives as it was, whatever its bytes',
  (length) => {
    const sent = Uint8Array.from({ length }, (_, i) => 255 - (i % 256))
    expect(frameOf(posted(sent), text)).toEqual({ bytes: sent, attachments: [] })
  },
)

test('small frames of all lengths follow each other, whatever lay in their place before', () => {
  for (const length of [5, 5, 3, 128, 0, 7, 5]) {
    const sent = Uint8Array.from({ length }, (_, i) => i + length)
    expect(frameOf(posted(sent), text)).toEqual({ bytes: sent, attachments: [] })
  }
})

test('a small frame travels as text', () => {
  expect(posted(Uint8Array.of(0, 128, 255))).toBe('\0\0\u0080\u00ff')
})

test.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'a frame'],
  ['no text', ''],
  ['text that is longer than a frame', '\0'.repeat(200)],
  ['a buffer', buffer],
  ['other numbers than bytes', Float64Array.of(1)],
  ['no bytes', { bytes: 'bytes', attachments: [] }],
  ['a list instead of bytes', { bytes: [1, 2], attachments: [] }],
  ['no attachments', { bytes }],
  ['one attachment that is no list', { bytes, attachments: buffer }],
  ['an attachment that is no buffer', { bytes, attachments: [buffer, bytes] }],
])('what else is posted to the port is no frame: %s [NOD-5]', (_what, message) => {
  expect(frameOf(message, text)).toBeUndefined()
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
