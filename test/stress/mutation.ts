import { seeded } from '../../packages/core/test/rig/shuffled-dispatcher.ts'

/** A whole number from 0 up to, but not including, `limit`. */
export type Below = (limit: number) => number

/** A seeded source of whole numbers, so that a round can be had again. */
export function seededBelow(seed: number): Below {
  const next = seeded(seed)
  return (limit) => Math.floor(next() * limit)
}

/** Bytes on which readers of lengths, counts, signs and kinds go wrong. */
const telling = [0, 1, 2, 0x7f, 0x80, 0x81, 0xc0, 0xfe, 0xff]

type Change = (bytes: Uint8Array, others: readonly Uint8Array[], below: Below) => Uint8Array

const changes: readonly Change[] = [
  function flipBit(bytes, _others, below) {
    const changed = bytes.slice()
    const at = below(changed.length)
    changed[at] = (changed[at] ?? 0) ^ (1 << below(8))
    return changed
  },
  function putTelling(bytes, _others, below) {
    const changed = bytes.slice()
    changed[below(changed.length)] = telling[below(telling.length)] ?? 0
    return changed
  },
  function putLength(bytes, _others, below) {
    const changed = bytes.slice()
    const start = below(changed.length)
    changed.fill(telling[below(telling.length)] ?? 0, start, start + 4)
    return changed
  },
  function cut(bytes, _others, below) {
    return bytes.slice(0, below(bytes.length))
  },
  function remove(bytes, _others, below) {
    const start = below(bytes.length)
    return join(bytes.subarray(0, start), bytes.subarray(start + 1 + below(8)))
  },
  function repeat(bytes, _others, below) {
    const start = below(bytes.length)
    const end = start + 1 + below(32)
    return join(bytes.subarray(0, end), bytes.subarray(start))
  },
  function insert(bytes, _others, below) {
    const at = below(bytes.length)
    return join(bytes.subarray(0, at), noise(1 + below(8), below), bytes.subarray(at))
  },
  function splice(bytes, others, below) {
    const other = others[below(others.length)] ?? bytes
    return join(bytes.subarray(0, below(bytes.length)), other.subarray(below(other.length)))
  },
  function append(bytes, others, below) {
    return join(bytes, others[below(others.length)] ?? bytes)
  },
]

/** Random bytes. */
export function noise(length: number, below: Below): Uint8Array {
  return Uint8Array.from({ length }, () => below(256))
}

/** `bytes` with one to four changes; parts of `others` may come in. The original stays as it is. */
export function mutate(bytes: Uint8Array, others: readonly Uint8Array[], below: Below): Uint8Array {
  let changed = bytes
  for (let count = 1 + below(4); count > 0; count--) {
    const change = changes[below(changes.length)]
    if (change !== undefined && changed.length > 0) changed = change(changed, others, below)
  }
  return changed
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
