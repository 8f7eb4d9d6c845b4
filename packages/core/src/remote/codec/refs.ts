import type { Address } from '../../cell/target.ts'
import { FrameError } from '../../message/errors.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { readNumber, writeNumber } from './scalars.ts'
import { tag } from './tag.ts'

/** Turns refs into addresses, and addresses into refs: the codec knows neither actors nor nodes. */
export interface RefCodec {
  toAddress(ref: object): Address
  fromAddress(address: Address): object
}

export function writeRef(writer: ByteWriter, ref: object, refs: RefCodec): void {
  const { node, uid, path, window = 0 } = refs.toAddress(ref)
  writer.u8(tag.ref)
  writeNumber(writer, node)
  writeNumber(writer, uid)
  writer.string(path)
  writer.varint(window)
}

export function readRef(reader: ByteReader, refs: RefCodec): object {
  const node = readNumber(reader)
  const uid = readNumber(reader)
  if (!isPlace(node) || !isPlace(uid)) throw new FrameError('A ref in a frame has no address.')
  const path = reader.string()
  const window = reader.varint()
  return refs.fromAddress(window === 0 ? { node, uid, path } : { node, uid, path, window })
}

function isPlace(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
