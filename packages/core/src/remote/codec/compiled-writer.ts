import { writeAscii } from './ascii-string.ts'
import type { ByteWriter } from './byte-writer.ts'
import { compileFor } from './compile-for.ts'
import { SHORT_STRING, SMALL_NUMBERS, tag } from './tag.ts'

/** What writes the values of fields that are no leaves: the encoder, as far as an object needs it. */
interface FieldWriter {
  /** The number of an object's shape, which its fields follow. */
  writeShape(writer: ByteWriter, shape: number): void
  /** A field that is `undefined`, or is no longer there, since a getter before it has deleted it. */
  writeUndefined(writer: ByteWriter, value: object, key: string): void
  write(writer: ByteWriter, field: unknown, depth: number): void
}

/**
 * Writes an object that is known to have these keys, in this order: the number of its shape, and the values of its fields.
 * Returns `false` with nothing written, and nothing read, where its prototype is not that of plain objects.
 */
export type ObjectWriter = (
  value: object,
  writer: ByteWriter,
  to: FieldWriter,
  depth: number,
  shape: number,
) => boolean

/** The most bytes that a field takes which is written on the spot. */
const LARGEST_LEAF = SHORT_STRING

/**
 * Compiles a writer for objects with these keys: numbers, short strings and booleans are written on the spot, each field
 * by a program of its own. Going through the fields in a loop takes three times as long.
 *
 * @returns `undefined` where {@link compileFor} makes nothing
 */
export function compileWriter(keys: readonly string[]): ObjectWriter | undefined {
  return compileFor<ObjectWriter, typeof writeAscii>(keys, sourceOf(keys), writeAscii)
}

// Once the engine has looked whether a key is there it knows the object's hidden class, and so its prototype and where each field
// lies: to ask for the prototype costs nothing then, and a call of 12 ns otherwise.
function sourceOf(keys: readonly string[]): string {
  const room = LARGEST_LEAF * keys.length
  return `return (value, writer, to, depth, shape) => {
    ${keys.slice(0, 1).map((key) => `if (!('${key}' in value)) return false`)}
    const prototype = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return false
    to.writeShape(writer, shape)
    writer.ensure(${room})
    let { bytes, view, position: at } = writer, field, end
    ${keys.map((key) => sourceOfField(key, room)).join('')}
    writer.position = at
    return true
  }`
}

function sourceOfField(key: string, room: number): string {
  return `
    field = value.${key}
    if (typeof field === 'number') {
      if ((field | 0) !== field || Object.is(field, -0)) {
        bytes[at] = ${tag.float64}
        view.setFloat64(at + 1, field, true)
        at += 9
      } else if (field >= 0 && field < ${SMALL_NUMBERS}) bytes[at++] = field
      else {
        bytes[at] = ${tag.int32}
        view.setInt32(at + 1, field, true)
        at += 5
      }
    } else if (field === true) bytes[at++] = ${tag.true}
    else if (field === false) bytes[at++] = ${tag.false}
    else if (typeof field === 'string' && (end = given(bytes, at, field)) > 0) at = end
    else {
      writer.position = at
      if (field === undefined) to.writeUndefined(writer, value, '${key}')
      else to.write(writer, field, depth)
      writer.ensure(${room})
      bytes = writer.bytes
      view = writer.view
      at = writer.position
    }`
}
