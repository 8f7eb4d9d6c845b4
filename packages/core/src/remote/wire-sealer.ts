import type { Address } from '../cell/target.ts'
import type { Sealer } from '../message/sealer.ts'
import { ByteReader } from './codec/byte-reader.ts'
import { ByteWriter } from './codec/byte-writer.ts'
import type { RefCodec } from './codec/refs.ts'
import type { PassedReply, ReplyCodec } from './codec/replies.ts'
import { ValueDecoder } from './codec/value-decoder.ts'
import { ValueEncoder } from './codec/value-encoder.ts'

/** Seals by encoding and decoding, as if every message crossed to another node: `wire: 'always'`. */
export class WireSealer implements Sealer {
  private readonly refs = new PassedRefs()
  private readonly writer = new ByteWriter()
  private readonly encoder: ValueEncoder
  private readonly decoder: ValueDecoder

  constructor(isProxy: (value: object) => boolean) {
    this.encoder = new ValueEncoder(this.refs, isProxy, this.refs)
    this.decoder = new ValueDecoder(this.refs, this.refs)
  }

  seal(value: unknown, transfer?: readonly ArrayBuffer[]): unknown {
    this.encoder.encode(this.writer, value, transfer)
    const bytes = this.writer.take()
    const sealed = this.decoder.decode(new ByteReader(bytes), this.encoder.takeAttachments())
    this.refs.forget()
    return sealed
  }

  snapshot(value: unknown): unknown {
    return this.seal(value)
  }
}

/** Refs and replies within one thread stay what they are; only their place in the message is encoded. */
class PassedRefs implements RefCodec, ReplyCodec {
  private refs: object[] = []

  toAddress(ref: object): Address {
    return { node: 0, uid: this.refs.push(ref) - 1, path: '' }
  }

  fromAddress(address: Address): object {
    const ref = this.refs[address.uid]
    if (ref === undefined) throw new Error('A ref was lost within one thread. Please report this.')
    return ref
  }

  pass(reply: object): PassedReply {
    return { number: this.refs.push(reply) - 1, wait: 0, name: '' }
  }

  takeBack(): void {}

  receive({ number }: PassedReply): object {
    return this.fromAddress({ node: 0, uid: number, path: '' })
  }

  forget(): void {
    this.refs = []
  }
}
