// Not 'msgpackr': in Node, that would load a native addon for strings, which there are none of here.
import { Packr, RESET_BUFFER_MODE } from 'msgpackr/pack'
import { FrameError, UnsendableError } from '../../message/errors.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { tag } from './tag.ts'

const packr = new Packr({ useRecords: false, useBigIntExtension: true })

// What these leaves are packed as: integers of 64 bits, and the extensions for longer ones and for dates.
const UINT64 = 0xcf
const INT64 = 0xd3
const LONG_INTEGER = 0x42
const TIMESTAMP = 0xff

/** Where the type of an extension stands, by the first byte of each form that an extension has. */
const typePlaces: ReadonlyMap<number, number> = new Map([
  [0xd4, 1],
  [0xd5, 1],
  [0xd6, 1],
  [0xd7, 1],
  [0xd8, 1],
  [0xc7, 2],
  [0xc8, 3],
  [0xc9, 5],
])

/** Writes a leaf that is too rare to have an encoding of its own, as MessagePack. */
export function writePacked(writer: ByteWriter, leaf: bigint | Date): void {
  // A copy of a date has neither fields nor methods that its class or its sender gave it.
  const bytes = packr.pack(typeof leaf === 'bigint' ? leaf : new Date(leaf), RESET_BUFFER_MODE)
  if (!isLeaf(bytes)) throw refuseExtended()
  writer.u8(tag.packed)
  writer.varint(bytes.length)
  writer.raw(bytes)
}

/** @throws FrameError, or what msgpackr throws, where the bytes are no such leaf */
export function readPacked(reader: ByteReader): bigint | Date {
  const bytes = new Uint8Array(reader.raw(reader.varint()))
  const leaf = isLeaf(bytes) ? unpackFirst(bytes) : undefined
  if (typeof leaf === 'bigint' || leaf instanceof Date) return leaf
  throw new FrameError('A frame holds something else where a bigint or a date belongs.')
}

/** The one value that fills `bytes`. `unpack` would spell out, in decimal digits, a bigint that is followed by more. */
function unpackFirst(bytes: Uint8Array): unknown {
  let first: unknown
  packr.unpackMultiple(bytes, (value: unknown, _start?: number, end?: number) => {
    if (end === bytes.length) first = value
    return false
  })
  return first
}

/** Nothing else reaches msgpackr: no nests, no records, for which it compiles readers, and no references. */
function isLeaf(bytes: Uint8Array): boolean {
  const [first = 0] = bytes
  if (first === UINT64 || first === INT64) return true
  const type = bytes[typePlaces.get(first) ?? bytes.length]
  return type === LONG_INTEGER || type === TIMESTAMP
}

/** Extensions are registered for all of a process, so that an application's own use of msgpackr can replace ours. */
function refuseExtended(): UnsendableError {
  return new UnsendableError(
    'An actor cannot be sent a date while an extension of msgpackr is registered for dates; send its time as a number.',
  )
}
