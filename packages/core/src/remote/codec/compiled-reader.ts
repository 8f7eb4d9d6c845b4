import { asciiString } from './ascii-string.ts'
import type { ByteReader } from './byte-reader.ts'
import { compileFor } from './compile-for.ts'
import { SHORT_STRING, SMALL_NUMBERS, tag } from './tag.ts'

/** What reads the values of fields: the decoder, as far as an object needs it. */
export interface FieldReader {
  read(reader: ByteReader, depth: number): unknown
}

/** Reads the values of all fields of an object, and makes it. */
export type ObjectReader = (reader: ByteReader, from: FieldReader, depth: number) => object

/**
 * Compiles a reader for objects with these keys: a literal, whose places the engine knows, and numbers, strings and
 * booleans read on the spot. Objects that are put together key by key take twice as long.
 *
 * @returns `undefined` where {@link compileFor} makes nothing
 */
export function compileReader(keys: readonly string[]): ObjectReader | undefined {
  return compileFor<ObjectReader, typeof asciiString>(keys, sourceOf(keys), asciiString)
}

// Nothing here trusts the bytes either: what does not fit before the end is left to `from`, which says why.
function sourceOf(keys: readonly string[]): string {
  const values = keys.map((_, i) => `v${i}`)
  return `return (reader, from, depth) => {
    const { view, end } = reader
    let at = reader.position, first${values.map((value) => `, ${value}`).join('')}
    ${values.map(sourceOfField).join('')}
    reader.position = at
    return { ${keys.map((key, i) => `${key}: v${i}`).join(', ')} }
  }`
}

function sourceOfField(value: string): string {
  return `
    first = at < end ? view.getUint8(at) : ${tag.null}
    if (first < ${SMALL_NUMBERS}) { ${value} = first; at++ }
    else if (first === ${tag.int32} && at + 5 <= end) { ${value} = view.getInt32(at + 1, true); at += 5 }
    else if (first === ${tag.float64} && at + 9 <= end) { ${value} = view.getFloat64(at + 1, true); at += 9 }
    else if (first === ${tag.true}) { ${value} = true; at++ }
    else if (first === ${tag.false}) { ${value} = false; at++ }
    else if ((first & ${~(SHORT_STRING - 1) & 0xff}) === ${tag.shortString} && at + 1 + (first & ${SHORT_STRING - 1}) <= end) {
      ${value} = given(view, at + 1, first & ${SHORT_STRING - 1})
      at += 1 + (first & ${SHORT_STRING - 1})
    } else { reader.position = at; ${value} = from.read(reader, depth); at = reader.position }`
}
