import { FrameError } from '../../message/errors.ts'
import { isDetached } from '../../message/transfer.ts'
import { refuse, refuseMoved } from '../../message/value-kind.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { type OutgoingBuffers, SMALLEST_ATTACHMENT } from './outgoing-buffers.ts'
import { tag } from './tag.ts'

interface ViewClass {
  readonly name: string
  /** Missing where it is 1 for lack of elements. */
  readonly BYTES_PER_ELEMENT?: number
  new (buffer: ArrayBuffer, offset: number, length: number): ArrayBufferView
}

/** The classes of views; a class's place in the list is its number in a frame, so add only at the end. */
const viewClasses: readonly ViewClass[] = [
  DataView,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
]

const classNames = viewClasses.map((viewClass) => viewClass.name)
const typedArrayPrototype: object = Object.getPrototypeOf(Uint8Array.prototype)

export function writeBuffer(writer: ByteWriter, buffer: ArrayBuffer, outgoing: OutgoingBuffers): void {
  const index = attachBuffer(buffer, outgoing)
  if (index === undefined) {
    writer.u8(tag.buffer)
    writeBytes(writer, new Uint8Array(buffer))
  } else {
    writer.u8(tag.attachedBuffer)
    writer.varint(index)
  }
}

function attachBuffer(buffer: ArrayBuffer, outgoing: OutgoingBuffers): number | undefined {
  if (outgoing.isMoving(buffer)) return outgoing.attachMoving(buffer)
  if (isDetached(buffer)) throw refuseMoved()
  return buffer.byteLength < SMALLEST_ATTACHMENT ? undefined : outgoing.attach(buffer.slice(0))
}

function writeBytes(writer: ByteWriter, bytes: Uint8Array): void {
  writer.varint(bytes.length)
  writer.raw(bytes)
}

/** Writes a view: alone with its own bytes, unless its buffer moves as a whole. */
export function writeView(writer: ByteWriter, view: ArrayBufferView, outgoing: OutgoingBuffers): void {
  // First: a DataView onto a buffer that has moved does not even tell its place.
  if (isDetached(view.buffer)) throw refuseMoved()
  const { buffer, byteOffset, byteLength } = view
  const type = viewType(view)
  if (outgoing.isMoving(buffer)) {
    writePlace(writer, type, [outgoing.attachMoving(buffer), byteOffset, byteLength])
  } else if (byteLength < SMALLEST_ATTACHMENT) {
    writer.u8(tag.view)
    writer.u8(type)
    writeBytes(writer, new Uint8Array(buffer, byteOffset, byteLength))
  } else {
    const copy = new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength))
    writePlace(writer, type, [outgoing.attach(copy.buffer), 0, byteLength])
  }
}

/** @param place the attachment's number, and where in it the view begins and how long it is */
function writePlace(writer: ByteWriter, type: number, place: readonly [number, number, number]): void {
  writer.u8(tag.attachedView)
  writer.u8(type)
  for (const number of place) writer.varint(number)
}

/** By the platform's own name, so that a subclass, Node's Buffer say, and a view of another realm count too. */
function viewType(view: ArrayBufferView): number {
  const name: unknown = Reflect.get(typedArrayPrototype, Symbol.toStringTag, view)
  const type = typeof name === 'string' ? classNames.indexOf(name) : 0
  if (type < 0) throw refuse(view)
  return type
}

export function readBuffer(reader: ByteReader): ArrayBuffer {
  return reader.raw(reader.varint())
}

export function readAttached(reader: ByteReader, attachments: readonly ArrayBuffer[]): ArrayBuffer {
  const buffer = attachments[reader.varint()]
  if (buffer === undefined) throw new FrameError('A frame names an attachment that it does not have.')
  return buffer
}

export function readView(reader: ByteReader): ArrayBufferView {
  const type = reader.u8()
  const buffer = readBuffer(reader)
  return viewOnto(type, buffer, 0, buffer.byteLength)
}

export function readAttachedView(reader: ByteReader, attachments: readonly ArrayBuffer[]): ArrayBufferView {
  const type = reader.u8()
  const buffer = readAttached(reader, attachments)
  return viewOnto(type, buffer, reader.varint(), reader.varint())
}

function viewOnto(type: number, buffer: ArrayBuffer, offset: number, byteLength: number): ArrayBufferView {
  const viewClass = viewClasses[type]
  if (viewClass === undefined) throw new FrameError('A frame holds a view of an unknown class.')
  const size = viewClass.BYTES_PER_ELEMENT ?? 1
  const fits = offset + byteLength <= buffer.byteLength && offset % size === 0 && byteLength % size === 0
  if (!fits) throw new FrameError('A frame holds a view that does not fit its buffer.')
  return new viewClass(buffer, offset, byteLength / size)
}
