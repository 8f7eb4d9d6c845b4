import { InvalidOptionError } from './errors.ts'
import { DEEPEST_VALUE, valueKind } from './value-kind.ts'

/** What stands, at the receiver, for the buffers that moved and for the views onto them. */
export type Moved = ReadonlyMap<object, object>

/** Moves the buffers that were found out of the sender's reach and builds anew the views onto them. */
export function moveWithViews(buffers: ReadonlySet<ArrayBufferLike>, places: readonly ViewPlace[]): Moved {
  const moved = new Map<object, object>()
  const targets = moveBuffers([...buffers])
  for (const buffer of buffers) moved.set(buffer, targets.shift() ?? buffer)
  for (const { view, buffer, build } of places) {
    const target = moved.get(buffer)
    if (target instanceof ArrayBuffer) moved.set(view, build(target))
  }
  return moved
}

/**
 * The contents of `buffers` in new buffers, in the same order; the old ones are empty afterwards.
 *
 * @throws InvalidOptionError with nothing moved, where one of them cannot be
 */
export function moveBuffers(buffers: ArrayBufferLike[]): ArrayBuffer[] {
  if (!buffers.every(isWhole)) throw cannotMove()
  const moved = moveAll(buffers)
  // Node 20 copies what it cannot move: WebAssembly's memory, or a pool of Buffers. Beside others, which have moved by
  // now, a copy must do.
  if (buffers.length > 0 && !buffers.some(isDetached)) throw cannotMove()
  return moved
}

function moveAll(buffers: ArrayBuffer[]): ArrayBuffer[] {
  try {
    return structuredClone(buffers, { transfer: buffers })
  } catch (cause) {
    throw cannotMove(cause)
  }
}

/**
 * Checks what can be told while nothing has moved.
 *
 * @throws InvalidOptionError
 */
export function checkMovable(buffers: Iterable<ArrayBufferLike>): void {
  for (const buffer of buffers) {
    if (!isWhole(buffer)) throw cannotMove()
  }
}

// Looked at one by one: Node 20 takes a buffer that was moved before for an empty one.
function isWhole(buffer: ArrayBufferLike): buffer is ArrayBuffer {
  return buffer instanceof ArrayBuffer && !isDetached(buffer)
}

/** Whether the contents of `buffer` have moved elsewhere. */
export function isDetached(buffer: ArrayBufferLike): boolean {
  if (buffer.byteLength > 0) return false
  try {
    return new Uint8Array(buffer).byteLength > 0
  } catch {
    return true
  }
}

/** Whether the contents of a buffer, or of the buffer that a view is onto, have moved elsewhere. */
export function isGone(binary: object): boolean {
  const buffer = ArrayBuffer.isView(binary) ? binary.buffer : binary
  return buffer instanceof ArrayBuffer && isDetached(buffer)
}

function cannotMove(cause?: unknown): InvalidOptionError {
  return new InvalidOptionError(
    'A buffer in transfer is not an ArrayBuffer that can be moved, or was moved before.',
    { cause },
  )
}

/** A view onto a buffer that moves; found before it moves, because a view forgets its place once its buffer is gone. */
export interface ViewPlace {
  readonly view: object
  readonly buffer: object
  build(target: ArrayBuffer): object
}

/** The views onto `buffers` inside `value`. */
export function viewPlaces(value: unknown, buffers: ReadonlySet<object>): ViewPlace[] {
  const places: ViewPlace[] = []
  const visit = (part: unknown, depth: number): void => {
    if (typeof part !== 'object' || part === null || depth > DEEPEST_VALUE) return
    if (ArrayBuffer.isView(part)) {
      if (buffers.has(part.buffer)) places.push({ view: part, buffer: part.buffer, build: rebuild(part) })
      return
    }
    for (const inner of partsOf(part)) visit(inner, depth + 1)
  }
  visit(value, 0)
  return places
}

function partsOf(value: object): Iterable<unknown> {
  if (value instanceof Map) return [...value.keys(), ...value.values()]
  if (value instanceof Set) return value
  const kind = valueKind(value)
  return kind === 'plain' || kind === 'array' ? Object.values(value) : []
}

type ViewClass = new (buffer: ArrayBuffer, offset: number, length: number) => object

function rebuild(view: ArrayBufferView): (target: ArrayBuffer) => object {
  const { byteOffset, byteLength } = view
  const length = 'length' in view && typeof view.length === 'number' ? view.length : byteLength
  const viewClass = view.constructor as ViewClass
  return (target) => new viewClass(target, byteOffset, length)
}
