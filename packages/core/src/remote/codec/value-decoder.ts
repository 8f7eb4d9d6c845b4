import { FrameError } from '../../message/errors.ts'
import { DEEPEST_VALUE } from '../../message/value-kind.ts'
import { readAttached, readAttachedView, readBuffer, readView } from './binary.ts'
import type { ByteReader } from './byte-reader.ts'
import { readError } from './error-value.ts'
import { defineField } from './field.ts'
import { readPacked } from './packed.ts'
import { type ReadShape, readShape, readShaped } from './read-shape.ts'
import { type RefCodec, readRef } from './refs.ts'
import { noReplies, type ReplyCodec, readReply } from './replies.ts'
import { readRegExp } from './scalars.ts'
import { MOST_SHAPES, tag } from './tag.ts'

const none: readonly ArrayBuffer[] = []

/** Decodes what one `ValueEncoder` wrote, in the same order. */
export class ValueDecoder {
  private readonly shapes: ReadShape[] = []
  private readonly refs: RefCodec
  private readonly replies: ReplyCodec
  private attachments = none

  constructor(refs: RefCodec, replies: ReplyCodec = noReplies) {
    this.refs = refs
    this.replies = replies
  }

  /**
   * Reads one value. It shares nothing with any other: it is its receiver's to change.
   *
   * @param attachments the buffers that came with the frame; their receivers own them
   * @throws FrameError whatever the bytes hold, if it is no value; no later value can be trusted then
   */
  decode(reader: ByteReader, attachments: readonly ArrayBuffer[] = none): unknown {
    this.attachments = attachments
    try {
      return this.read(reader, 0)
    } catch (cause) {
      throw cause instanceof FrameError
        ? cause
        : new FrameError('A frame holds a value that cannot be built.', { cause })
    } finally {
      this.attachments = none
    }
  }

  /** Reads one value that is `depth` levels inside another. */
  read(reader: ByteReader, depth: number): unknown {
    const first = reader.u8()
    if (first < tag.shaped) return first
    if (first < tag.shortArray) return this.shaped(reader, first - tag.shaped, depth)
    if (first < tag.shortString) return this.array(reader, first - tag.shortArray, depth)
    if (first < tag.null) return reader.shortString(first - tag.shortString)
    switch (first) {
      case tag.null:
        return null
      case tag.undefined:
        return undefined
      case tag.false:
        return false
      case tag.true:
        return true
      case tag.int32:
        return reader.int32()
      case tag.float64:
        return reader.f64()
      default:
        return this.readLong(reader, first, depth)
    }
  }

  private readLong(reader: ByteReader, first: number, depth: number): unknown {
    switch (first) {
      case tag.utf8:
      case tag.utf16:
        return reader.stringOf(first)
      case tag.array:
        return this.array(reader, reader.count(), depth)
      case tag.farShaped:
        return this.shaped(reader, reader.varint(), depth)
      case tag.newShape:
        return this.newShaped(reader, depth)
      case tag.dictionary:
        return this.dictionary(reader, depth)
      case tag.map:
        return this.map(reader, depth)
      case tag.set:
        return new Set(this.array(reader, reader.count(), depth))
      case tag.error:
        return this.error(reader, depth)
      default:
        return this.readLeaf(reader, first)
    }
  }

  private readLeaf(reader: ByteReader, first: number): unknown {
    switch (first) {
      case tag.packed:
        return readPacked(reader)
      case tag.regexp:
        return readRegExp(reader)
      case tag.buffer:
        return readBuffer(reader)
      case tag.view:
        return readView(reader)
      case tag.attachedBuffer:
        return readAttached(reader, this.attachments)
      case tag.attachedView:
        return readAttachedView(reader, this.attachments)
      case tag.ref:
        return readRef(reader, this.refs)
      case tag.reply:
        return readReply(reader, this.replies)
      default:
        throw new FrameError(`A frame holds a value of an unknown kind (${first}).`)
    }
  }

  private shaped(reader: ByteReader, id: number, depth: number): object {
    checkDepth(depth)
    const shape = this.shapes[id]
    if (shape === undefined) throw new FrameError('A frame names a shape that was never defined.')
    return readShaped(shape, reader, this, depth + 1)
  }

  private newShaped(reader: ByteReader, depth: number): object {
    if (this.shapes.length === MOST_SHAPES) throw new FrameError('A frame defines too many shapes.')
    const id = this.shapes.push(readShape(reader)) - 1
    return this.shaped(reader, id, depth)
  }

  private dictionary(reader: ByteReader, depth: number): object {
    checkDepth(depth)
    const target: Record<string, unknown> = {}
    for (let left = reader.count(2); left > 0; left--)
      defineField(target, reader.string(), this.read(reader, depth + 1))
    return target
  }

  // Filled one by one: arrays inside arrays could each claim as many items as there are bytes left.
  private array(reader: ByteReader, length: number, depth: number): unknown[] {
    checkDepth(depth)
    const items: unknown[] = []
    for (let i = 0; i < length; i++) items.push(this.read(reader, depth + 1))
    return items
  }

  private map(reader: ByteReader, depth: number): Map<unknown, unknown> {
    checkDepth(depth)
    const map = new Map<unknown, unknown>()
    for (let left = reader.count(2); left > 0; left--)
      map.set(this.read(reader, depth + 1), this.read(reader, depth + 1))
    return map
  }

  private error(reader: ByteReader, depth: number): Error {
    checkDepth(depth)
    return readError(reader, () => this.read(reader, depth + 1))
  }
}

function checkDepth(depth: number): void {
  if (depth > DEEPEST_VALUE) throw new FrameError('A frame holds a value that is nested too deep.')
}
