import { FrameError } from '../../message/errors.ts'
import type { ByteReader } from './byte-reader.ts'
import { MOST_SHAPE_KEYS } from './tag.ts'

/** What reads the values of fields: the decoder, as far as a shape needs it. */
export interface FieldReader {
  read(reader: ByteReader, depth: number): unknown
}

/** The keys of a kind of object: the first ones by themselves, for the sake of speed. */
export interface ReadShape {
  readonly size: number
  readonly k0: string
  readonly k1: string
  readonly k2: string
  readonly k3: string
  readonly k4: string
  readonly k5: string
  readonly k6: string
  readonly k7: string
  readonly rest: readonly string[]
}

const APART = 8
const ROOM_OF_LITERAL = 4

/**
 * Makes plain objects with room for eight fields. V8 gives `{}` room for four, and the fifth costs a second allocation:
 * a quarter of the time that an object of five fields takes.
 */
const Roomy = roomyObject()

function roomyObject(): new () => Record<string, unknown> {
  function Fields(): void {}
  Fields.prototype = Object.prototype
  const Plain = Fields as unknown as new () => Record<string, unknown>
  // V8 settles the room by the first objects that are made.
  const full = { a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: 0, h: 0 }
  for (let i = 0; i < 16; i++) Object.assign(new Plain(), full)
  return Plain
}

/** Reads the definition of a shape. */
export function readShape(reader: ByteReader): ReadShape {
  const size = reader.count()
  if (size > MOST_SHAPE_KEYS) throw new FrameError('A frame defines a shape with too many keys.')
  const keys: string[] = []
  for (let i = 0; i < size; i++) keys.push(readKey(reader))
  const [k0 = '', k1 = '', k2 = '', k3 = '', k4 = '', k5 = '', k6 = '', k7 = ''] = keys
  return { size, k0, k1, k2, k3, k4, k5, k6, k7, rest: keys.slice(APART) }
}

function readKey(reader: ByteReader): string {
  const key = reader.string()
  // An encoder never gives it a shape, and as an assignment it would set the prototype.
  if (key === '__proto__') throw new FrameError('A frame defines a shape with a prototype.')
  return key
}

/**
 * Reads an object of that shape.
 *
 * One assignment for each place, not a loop: the engine then learns the key of each, and a link that carries one kind
 * of object reads it at the speed of a literal.
 */
export function readShaped(shape: ReadShape, reader: ByteReader, from: FieldReader, depth: number): object {
  const { size } = shape
  const target: Record<string, unknown> = size > ROOM_OF_LITERAL ? new Roomy() : {}
  if (size > 0) target[shape.k0] = from.read(reader, depth)
  if (size > 1) target[shape.k1] = from.read(reader, depth)
  if (size > 2) target[shape.k2] = from.read(reader, depth)
  if (size > 3) target[shape.k3] = from.read(reader, depth)
  if (size > 4) target[shape.k4] = from.read(reader, depth)
  if (size > 5) target[shape.k5] = from.read(reader, depth)
  if (size > 6) target[shape.k6] = from.read(reader, depth)
  if (size > 7) target[shape.k7] = from.read(reader, depth)
  for (const key of shape.rest) target[key] = from.read(reader, depth)
  return target
}
