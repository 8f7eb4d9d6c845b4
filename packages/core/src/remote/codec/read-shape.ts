import { FrameError } from '../../message/errors.ts'
import type { ByteReader } from './byte-reader.ts'
import { compileReader, type FieldReader, type ObjectReader } from './compiled-reader.ts'
import { MOST_SHAPE_KEYS } from './tag.ts'

/** To compile a reader takes as long as to read some hundred objects without one. */
const SEEN_OFTEN = 100

/** The keys of a kind of object. */
export interface ReadShape {
  readonly keys: readonly string[]
  /** How many objects were read key by key. */
  seen: number
  compiled: ObjectReader | undefined
}

/** Reads the definition of a shape. */
export function readShape(reader: ByteReader): ReadShape {
  const size = reader.count()
  if (size > MOST_SHAPE_KEYS) throw new FrameError('A frame defines a shape with too many keys.')
  const keys: string[] = []
  for (let i = 0; i < size; i++) keys.push(readKey(reader))
  return { keys, seen: 0, compiled: undefined }
}

function readKey(reader: ByteReader): string {
  const key = reader.string()
  // An encoder never gives it a shape, and as an assignment it would set the prototype.
  if (key === '__proto__') throw new FrameError('A frame defines a shape with a prototype.')
  return key
}

/** Reads an object of that shape. */
export function readShaped(shape: ReadShape, reader: ByteReader, from: FieldReader, depth: number): object {
  if (shape.compiled !== undefined) return shape.compiled(reader, from, depth)
  if (++shape.seen === SEEN_OFTEN) shape.compiled = compileReader(shape.keys)
  const target: Record<string, unknown> = {}
  for (const key of shape.keys) target[key] = from.read(reader, depth)
  return target
}
