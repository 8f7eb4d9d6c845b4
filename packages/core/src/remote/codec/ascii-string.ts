const from = String.fromCharCode

/**
 * The string of `length` ASCII bytes from `at` on.
 *
 * For strings this short, `TextDecoder` costs four times as much, and one character at a time twice as much:
 * `bench/` has the figures.
 */
export function asciiString(view: DataView, at: number, length: number): string {
  let text = ''
  let next = at
  for (const end = at + length - 8; next <= end; next += 8) text += eight(view, next)
  const rest = at + length - next
  return rest === 0 ? text : text + upToSeven(view, next, rest)
}

function eight(v: DataView, at: number): string {
  return from(
    v.getUint8(at),
    v.getUint8(at + 1),
    v.getUint8(at + 2),
    v.getUint8(at + 3),
    v.getUint8(at + 4),
    v.getUint8(at + 5),
    v.getUint8(at + 6),
    v.getUint8(at + 7),
  )
}

function upToSeven(v: DataView, at: number, length: number): string {
  if (length >= 4) return four(v, at) + (length === 4 ? '' : upToThree(v, at + 4, length - 4))
  return upToThree(v, at, length)
}

function four(v: DataView, at: number): string {
  return from(v.getUint8(at), v.getUint8(at + 1), v.getUint8(at + 2), v.getUint8(at + 3))
}

function upToThree(v: DataView, at: number, length: number): string {
  if (length === 1) return from(v.getUint8(at))
  if (length === 2) return from(v.getUint8(at), v.getUint8(at + 1))
  return from(v.getUint8(at), v.getUint8(at + 1), v.getUint8(at + 2))
}
