import { types } from 'node:util'
import { refMark } from '../../../src/message/value-kind.ts'
import { ByteReader } from '../../../src/remote/codec/byte-reader.ts'
import { ByteWriter } from '../../../src/remote/codec/byte-writer.ts'
import type { RefCodec } from '../../../src/remote/codec/refs.ts'
import { ValueDecoder } from '../../../src/remote/codec/value-decoder.ts'
import { ValueEncoder } from '../../../src/remote/codec/value-encoder.ts'

/** Stands for a ref: the codec knows refs by their mark alone. */
export class FakeRef {
  readonly node: number
  readonly uid: number
  readonly path: string

  constructor(node: number, uid: number, path: string) {
    this.node = node
    this.uid = uid
    this.path = path
  }
}

Object.defineProperty(FakeRef.prototype, refMark, { value: true })

export const fakeRefs: RefCodec = {
  toAddress: (ref) => {
    if (ref instanceof FakeRef) return { node: ref.node, uid: ref.uid, path: ref.path }
    throw new Error('not a ref')
  },
  fromAddress: ({ node, uid, path }) => new FakeRef(node, uid, path),
}

/** What left one side of a link: bytes, and the buffers beside them. */
export interface Sent {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly attachments: readonly ArrayBuffer[]
}

/** Both ends of one direction of a link. */
export class Wire {
  readonly writer = new ByteWriter()
  readonly encoder = new ValueEncoder(fakeRefs, types.isProxy)
  readonly decoder = new ValueDecoder(fakeRefs)

  send(value: unknown, transfer?: readonly ArrayBuffer[]): Sent {
    this.encoder.encode(this.writer, value, transfer)
    return { bytes: this.writer.take(), attachments: this.encoder.takeAttachments() }
  }

  receive(sent: Sent): unknown {
    const reader = this.reader(sent)
    const value = this.decoder.decode(reader, sent.attachments)
    if (reader.remaining > 0) throw new Error(`${reader.remaining} bytes are left over`)
    return value
  }

  reader({ bytes }: Sent): ByteReader {
    return new ByteReader(bytes)
  }

  carry(value: unknown, transfer?: readonly ArrayBuffer[]): unknown {
    return this.receive(this.send(value, transfer))
  }
}

/** Sends `value` over a link of its own. */
export function carry(value: unknown): unknown {
  return new Wire().carry(value)
}

/** What decoding `bytes` comes to, on a link of its own. */
export function decode(bytes: Uint8Array, attachments: readonly ArrayBuffer[] = []): unknown {
  return new ValueDecoder(fakeRefs).decode(new ByteReader(bytes), attachments)
}
