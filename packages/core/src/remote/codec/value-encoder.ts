import { errorToData } from '../../message/error-data.ts'
import { UnsendableError } from '../../message/errors.ts'
import { withPlace } from '../../message/unsendable-place.ts'
import {
  DEEPEST_VALUE,
  refuse,
  refuseDepth,
  refuseNested,
  refuseProxy,
  valueKind,
} from '../../message/value-kind.ts'
import { writeBuffer, writeView } from './binary.ts'
import type { ByteWriter } from './byte-writer.ts'
import { EncodedPart, writeErrorData } from './error-value.ts'
import { OutgoingBuffers } from './outgoing-buffers.ts'
import { writePacked } from './packed.ts'
import type { RefCodec } from './refs.ts'
import { writeRef } from './refs.ts'
import { noReplies, type ReplyCodec, writeReply } from './replies.ts'
import { writeNumber, writeRegExp } from './scalars.ts'
import { type Shape, ShapeTable } from './shape-table.ts'
import { NEAR_SHAPES, SHORT_ARRAY, tag } from './tag.ts'

type Fields = Readonly<Record<string, unknown>>

/** The far side refuses frames of a gibibyte: with what else is in a frame, a value must stay below that. */
const LARGEST_VALUE = 2 ** 30 - 2 ** 22

/**
 * Encodes values for one direction of one link, checking in the same walk that they can be sent. It remembers the keys
 * of objects that it has sent, so what it wrote can be read only in order, by one `ValueDecoder`.
 */
export class ValueEncoder {
  private readonly shapes = new ShapeTable()
  private readonly outgoing = new OutgoingBuffers()
  private readonly openErrors = new Set<Error>()
  private readonly refs: RefCodec
  private readonly isProxy: (value: object) => boolean
  private readonly replies: ReplyCodec
  /** The numbers of the replies in the value that is being encoded. */
  private passed: number[] = []
  private encoding = false

  constructor(refs: RefCodec, isProxy: (value: object) => boolean, replies: ReplyCodec = noReplies) {
    this.refs = refs
    this.isProxy = isProxy
    this.replies = replies
  }

  /** Whether a value is half-written: what a getter inside it does must not touch the bytes. */
  get isEncoding(): boolean {
    return this.encoding
  }

  /**
   * Appends `value` to `writer`.
   *
   * @param transfer buffers that move instead of being copied; the sender's are empty afterwards
   * @param start where what the value belongs to begins, which is taken back with it if it is refused
   * @param said what of `value` its sender knows of, for the place that a refusal names
   * @throws UnsendableError, or what a getter inside `value` threw, with all but what was written from `start` on as before
   */
  encode(
    writer: ByteWriter,
    value: unknown,
    transfer?: readonly ArrayBuffer[],
    start = writer.position,
    said: unknown = value,
  ): void {
    if (this.encoding) throw refuseNested()
    const shapes = this.shapes.count
    const attachments = this.outgoing.count
    this.encoding = true
    try {
      if (transfer !== undefined) this.outgoing.announce(isObject(value) ? transfer : [])
      this.write(writer, value, 0)
      const size = writer.position - start + this.outgoing.bytesFrom(attachments)
      if (size > LARGEST_VALUE) throw refuseSize(size)
      if (transfer !== undefined) this.outgoing.move()
      if (this.passed.length > 0) this.passed = []
    } catch (error) {
      writer.truncate(start)
      this.rollBack(shapes, attachments, 0)
      this.outgoing.announce([])
      throw withPlace(error, said, this.isProxy)
    } finally {
      this.encoding = false
    }
  }

  /** How many bytes travel beside those written. */
  get attachedBytes(): number {
    return this.outgoing.bytesFrom(0)
  }

  /** The buffers that travel beside the bytes written since the last call. */
  takeAttachments(): ArrayBuffer[] {
    return this.outgoing.take()
  }

  private rollBack(shapes: number, attachments: number, replies: number): void {
    this.shapes.rollBack(shapes)
    this.outgoing.rollBack(attachments)
    for (const number of this.passed.splice(replies)) this.replies.takeBack(number)
  }

  /** Writes one value that is `depth` levels inside another. */
  write(writer: ByteWriter, value: unknown, depth: number): void {
    if (typeof value === 'number') writeNumber(writer, value)
    else if (typeof value === 'string') writer.string(value)
    else if (isObject(value)) this.writeObject(writer, value, depth)
    else writeAtom(writer, value)
  }

  private writeObject(writer: ByteWriter, value: object, depth: number): void {
    if (depth > DEEPEST_VALUE) throw refuseDepth()
    if (this.isProxy(value)) throw refuseProxy()
    // The keys of arrays and binary data are the indices of all that they hold.
    const shape = Array.isArray(value) || ArrayBuffer.isView(value) ? undefined : this.shapes.find(value)
    if (shape?.writer()?.(value, writer, this, depth + 1, shape.id)) return
    this.writeKind(writer, value, depth, shape)
  }

  private writeKind(writer: ByteWriter, value: object, depth: number, shape: Shape | undefined): void {
    const kind = valueKind(value)
    if (kind === 'plain') this.writePlain(writer, value as Fields, depth, shape)
    else if (kind === 'array') this.writeArray(writer, value as readonly unknown[], depth)
    else if (kind === 'ref') writeRef(writer, value, this.refs)
    else if (kind === 'reply') this.writeReply(writer, value)
    else this.writeOther(writer, value, depth)
  }

  private writeReply(writer: ByteWriter, reply: object): void {
    const passed = this.replies.pass(reply)
    this.passed.push(passed.number)
    writeReply(writer, passed)
  }

  private writePlain(writer: ByteWriter, value: Fields, depth: number, shape: Shape | undefined): void {
    if (shape === undefined) {
      this.writeNewPlain(writer, value, depth)
    } else {
      this.writeShape(writer, shape.id)
      this.writeFields(writer, value, shape, depth)
    }
  }

  writeShape(writer: ByteWriter, shape: number): void {
    if (shape < NEAR_SHAPES) writer.u8(tag.shaped | shape)
    else writeHead(writer, tag.farShaped, shape)
  }

  private writeFields(writer: ByteWriter, value: Fields, shape: Shape, depth: number): void {
    let count = 0
    for (const key in value) {
      this.write(writer, value[key], depth + 1)
      count++
    }
    // A getter can delete the fields that come after it.
    if (count !== shape.size) throw refuseChanging()
  }

  writeUndefined(writer: ByteWriter, value: object, key: string): void {
    // A getter can delete the fields that come after it.
    if (!Object.hasOwn(value, key)) throw refuseChanging()
    writer.u8(tag.undefined)
  }

  private writeNewPlain(writer: ByteWriter, value: Fields, depth: number): void {
    const keys: string[] = []
    for (const key in value) keys.push(key)
    const shape = this.shapes.define(keys)
    if (shape === undefined) {
      this.writeDictionary(writer, value, keys, depth)
    } else {
      writeHead(writer, tag.newShape, keys.length)
      for (const key of keys) writer.string(key)
      this.writeFields(writer, value, shape, depth)
    }
  }

  private writeDictionary(writer: ByteWriter, value: Fields, keys: readonly string[], depth: number): void {
    writeHead(writer, tag.dictionary, keys.length)
    for (const key of keys) {
      writer.string(key)
      this.write(writer, value[key], depth + 1)
    }
  }

  private writeArray(writer: ByteWriter, value: readonly unknown[], depth: number): void {
    const { length } = value
    if (length < SHORT_ARRAY) writer.u8(tag.shortArray | length)
    else writeHead(writer, tag.array, length)
    for (let i = 0; i < length; i++) this.write(writer, value[i], depth + 1)
  }

  private writeOther(writer: ByteWriter, value: object, depth: number): void {
    if (value instanceof Date) writePacked(writer, value)
    else if (value instanceof Map) this.writeMap(writer, [...value], depth)
    else if (value instanceof Set) this.writeSet(writer, [...value], depth)
    else if (value instanceof Error) this.writeError(writer, value, depth)
    else if (ArrayBuffer.isView(value)) writeView(writer, value, this.outgoing)
    else if (value instanceof ArrayBuffer) writeBuffer(writer, value, this.outgoing)
    else if (value instanceof RegExp) writeRegExp(writer, value)
    else throw refuse(value)
  }

  // Maps and sets are written from a copy: a getter inside an item could change them while they are written.
  private writeMap(writer: ByteWriter, entries: readonly [unknown, unknown][], depth: number): void {
    writeHead(writer, tag.map, entries.length)
    for (const [key, item] of entries) {
      this.write(writer, key, depth + 1)
      this.write(writer, item, depth + 1)
    }
  }

  private writeSet(writer: ByteWriter, items: readonly unknown[], depth: number): void {
    writeHead(writer, tag.set, items.length)
    for (const item of items) this.write(writer, item, depth + 1)
  }

  private writeError(writer: ByteWriter, error: Error, depth: number): void {
    if (this.openErrors.has(error)) throw refuseDepth()
    this.openErrors.add(error)
    try {
      const data = errorToData(error, (value) => this.encodePart(writer, value, depth + 1))
      writer.u8(tag.error)
      writeErrorData(writer, data)
    } finally {
      this.openErrors.delete(error)
    }
  }

  /** Encodes what may turn out to be unsendable, which costs an error that one value and not its way. */
  private encodePart(writer: ByteWriter, value: unknown, depth: number): EncodedPart {
    const { position } = writer
    const shapes = this.shapes.count
    const attachments = this.outgoing.count
    const replies = this.passed.length
    try {
      this.write(writer, value, depth)
      return new EncodedPart(writer.copyFrom(position))
    } catch (error) {
      this.rollBack(shapes, attachments, replies)
      throw error
    } finally {
      writer.truncate(position)
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function writeAtom(writer: ByteWriter, value: unknown): void {
  if (value === undefined) writer.u8(tag.undefined)
  else if (value === null) writer.u8(tag.null)
  else if (typeof value === 'boolean') writer.u8(value ? tag.true : tag.false)
  else if (typeof value === 'bigint') writePacked(writer, value)
  else throw refuse(value)
}

function writeHead(writer: ByteWriter, first: number, count: number): void {
  writer.u8(first)
  writer.varint(count)
}

function refuseChanging(): UnsendableError {
  return new UnsendableError(
    'An actor cannot be sent an object that changes while it is sent; send plain data.',
  )
}

function refuseSize(size: number): UnsendableError {
  return new UnsendableError(
    `An actor on another node cannot be sent ${size} bytes in one message; ${LARGEST_VALUE} are the most. Send it in pieces.`,
  )
}
