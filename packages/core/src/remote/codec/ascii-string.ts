import { SHORT_STRING, tag } from './tag.ts'

const from = String.fromCharCode

/**
 * The string of `length` ASCII bytes from `at` on.
 *
 * One call for up to eight characters: for short strings, `TextDecoder` costs four times as much, and joining single
 * characters twice as much.
 */
export function asciiString(view: DataView, at: number, length: number): string {
  if (length <= 8) return upToEight(view, at, length)
  return upToEight(view, at, 8) + asciiString(view, at + 8, length - 8)
}

function upToEight(v: DataView, at: number, length: number): string {
  if (length === 0) return ''
  const a = v.getUint8(at)
  if (length === 1) return from(a)
  const b = v.getUint8(at + 1)
  if (length === 2) return from(a, b)
  const c = v.getUint8(at + 2)
  if (length === 3) return from(a, b, c)
  const d = v.getUint8(at + 3)
  if (length === 4) return from(a, b, c, d)
  const e = v.getUint8(at + 4)
  if (length === 5) return from(a, b, c, d, e)
  const f = v.getUint8(at + 5)
  if (length === 6) return from(a, b, c, d, e, f)
  const g = v.getUint8(at + 6)
  return length === 7 ? from(a, b, c, d, e, f, g) : from(a, b, c, d, e, f, g, v.getUint8(at + 7))
}

/** Writes a short string of ASCII characters, for which there is room. Returns where it ends, or 0 for any other. */
export function writeAscii(bytes: Uint8Array, at: number, text: string): number {
  const { length } = text
  if (length >= SHORT_STRING) return 0
  bytes[at] = tag.shortString | length
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 127) return 0
    bytes[at + 1 + i] = unit
  }
  return at + 1 + length
}
