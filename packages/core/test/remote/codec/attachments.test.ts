import { describe, expect, it } from 'vitest'
import { InvalidOptionError, UnsendableError } from '../../../src/message/errors.ts'
import { SMALLEST_ATTACHMENT } from '../../../src/remote/codec/outgoing-buffers.ts'
import { carry, Wire } from './codec-fixture.ts'

function bufferOf(size: number): ArrayBuffer {
  return Uint8Array.from({ length: size }, (_, i) => i % 251).buffer
}

describe('binary data', () => {
  it('goes among the other bytes while it is small', () => {
    const sent = new Wire().send(new Uint8Array(SMALLEST_ATTACHMENT - 1))
    expect(sent.attachments).toHaveLength(0)
    expect(sent.bytes.length).toBeGreaterThanOrEqual(SMALLEST_ATTACHMENT - 1)
  })

  it('goes beside them when it is large, as a copy', () => {
    const wire = new Wire()
    const buffer = bufferOf(SMALLEST_ATTACHMENT)
    const sent = wire.send({ buffer, view: new Uint16Array(buffer) })
    expect(sent.attachments.map((attachment) => attachment.byteLength)).toEqual([
      SMALLEST_ATTACHMENT,
      SMALLEST_ATTACHMENT,
    ])
    expect(sent.bytes.length).toBeLessThan(64)
    const same = bufferOf(SMALLEST_ATTACHMENT)
    new Uint8Array(buffer).fill(0)
    expect(wire.receive(sent)).toStrictEqual({ buffer: same, view: new Uint16Array(same) })
  })

  it.each([8, SMALLEST_ATTACHMENT])('of %d bytes takes along only what the view shows', (size) => {
    const view = new Uint32Array(bufferOf(size * 4), size, size / 4)
    const arrived = carry(view) as Uint32Array
    expect(arrived).toStrictEqual(view)
    expect([arrived.byteOffset, arrived.buffer.byteLength]).toEqual([0, size])
  })

  it('arrives as a Uint8Array where it was a Buffer of Node', () => {
    const arrived = carry([Buffer.from('abc'), Buffer.alloc(SMALLEST_ATTACHMENT, 1)])
    expect(arrived).toStrictEqual([new Uint8Array([97, 98, 99]), new Uint8Array(SMALLEST_ATTACHMENT).fill(1)])
  })

  it('arrives in memory of its own where the frame came in a Buffer of Node', () => {
    const wire = new Wire()
    const { bytes, attachments } = wire.send(new Uint8Array([1, 2, 3]))
    const frame = Object.assign(Buffer.from(bytes))
    const arrived = wire.receive({ bytes: frame, attachments }) as Uint8Array
    frame.fill(0)
    expect(arrived).toStrictEqual(new Uint8Array([1, 2, 3]))
    expect(arrived.buffer.byteLength).toBe(3)
  })

  it('of several messages shares the list of one frame', () => {
    const wire = new Wire()
    wire.encoder.encode(wire.writer, bufferOf(SMALLEST_ATTACHMENT))
    const sent = wire.send(bufferOf(SMALLEST_ATTACHMENT + 1))
    const reader = wire.reader(sent)
    expect(wire.decoder.decode(reader, sent.attachments)).toBe(sent.attachments[0])
    expect(wire.decoder.decode(reader, sent.attachments)).toBe(sent.attachments[1])
    expect(wire.encoder.takeAttachments()).toEqual([])
  })

  it('is refused when it has moved elsewhere before', () => {
    const buffer = bufferOf(8)
    const view = new Uint8Array(buffer)
    structuredClone(buffer, { transfer: [buffer] })
    expect(() => carry(buffer)).toThrow(UnsendableError)
    expect(() => carry(view)).toThrow(UnsendableError)
  })
})

describe('a buffer in transfer', () => {
  it('moves: its sender keeps an empty one', () => {
    const wire = new Wire()
    const buffer = bufferOf(10)
    const arrived = wire.carry({ buffer }, [buffer])
    expect(arrived).toStrictEqual({ buffer: bufferOf(10) })
    expect(buffer.byteLength).toBe(0)
  })

  it('arrives once for all the views onto it, each in its place', () => {
    const wire = new Wire()
    const buffer = bufferOf(16)
    const views = [
      new Uint8Array(buffer, 3, 2),
      new Float64Array(buffer, 8),
      new DataView(buffer, 1, 4),
      buffer,
    ]
    const sent = wire.send(views, [buffer])
    expect(sent.attachments).toHaveLength(1)
    const [bytes, doubles, dataView, whole] = wire.receive(sent) as [
      Uint8Array,
      Float64Array,
      DataView,
      ArrayBuffer,
    ]
    expect(bytes).toStrictEqual(new Uint8Array(bufferOf(16), 3, 2))
    expect([bytes.byteOffset, doubles.byteOffset, dataView.byteOffset, dataView.byteLength]).toEqual([
      3, 8, 1, 4,
    ])
    expect(new Set([bytes.buffer, doubles.buffer, dataView.buffer, whole]).size).toBe(1)
  })

  it('moves even if no part of the value shows it, or it is named twice', () => {
    const wire = new Wire()
    const [shown, hidden] = [bufferOf(4), bufferOf(4)]
    const sent = wire.send([shown], [shown, hidden, shown])
    expect([shown.byteLength, hidden.byteLength, sent.attachments.length]).toEqual([0, 0, 1])
    expect(wire.receive(sent)).toStrictEqual([bufferOf(4)])
  })

  it('stays with the sender when the value is refused', () => {
    const wire = new Wire()
    const buffer = bufferOf(8)
    expect(() => wire.send([buffer, new Uint8Array(buffer), () => 1], [buffer])).toThrow(UnsendableError)
    expect(buffer.byteLength).toBe(8)
    expect(wire.encoder.takeAttachments()).toEqual([])
    expect(wire.carry([buffer], [buffer])).toStrictEqual([bufferOf(8)])
  })

  it('stays with the sender when another one cannot move', () => {
    const wire = new Wire()
    const gone = bufferOf(8)
    structuredClone(gone, { transfer: [gone] })
    const strangers = [gone, new SharedArrayBuffer(8), {}] as ArrayBuffer[]
    for (const stranger of strangers) {
      const buffer = bufferOf(8)
      expect(() => wire.send({ fresh: [buffer] }, [buffer, stranger])).toThrow(InvalidOptionError)
      expect(buffer.byteLength).toBe(8)
      expect(wire.encoder.takeAttachments()).toEqual([])
    }
    expect(wire.carry({ fresh: [1] })).toStrictEqual({ fresh: [1] })
  })

  it('does not stay marked for the next message', () => {
    const wire = new Wire()
    const buffer = bufferOf(8)
    expect(() => wire.send([buffer, () => 1], [buffer])).toThrow(UnsendableError)
    wire.carry(buffer)
    wire.carry([1], [bufferOf(8)])
    wire.carry(buffer)
    expect(buffer.byteLength).toBe(8)
  })

  it.each([null, undefined, 1, 'text'])('stays with the sender of %s, which can hold none', (value) => {
    const buffer = bufferOf(8)
    expect(new Wire().carry(value, [buffer])).toBe(value)
    expect(buffer.byteLength).toBe(8)
  })
})
