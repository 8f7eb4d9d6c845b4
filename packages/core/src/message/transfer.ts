import { InvalidOptionError } from './errors.ts'
import { DEEPEST_VALUE, valueKind } from './value-kind.ts'

/** What stands, at the receiver, for the buffers that moved and for the views onto them. */
export type Moved = ReadonlyMap<object, object>

/**
 * Moves the buffers that were found out of the sender's reach and builds anew the views onto them.
 *
 * @throws InvalidOptionError where one of them has been moved before
 */
export function moveBuffers(buffers: ReadonlySet<ArrayBuffer>, places: readonly ViewPlace[]): Moved {
  const moved = new Map<object, object>()
  for (const buffer of buffers) moved.set(buffer, moveBuffer(buffer))
  for (const { view, buffer, build } of places) {
    const target = moved.get(buffer)
    if (target instanceof ArrayBuffer) moved.set(view, build(target))
  }
  return moved
}

/** The contents of `buffer` in a new buffer; the old one is empty afterwards. */
export function moveBuffer(buffer: ArrayBuffer): ArrayBuffer {
  try {
    // Throws for one that has moved; structuredClone makes an empty one of it.
    buffer.slice(0, 0)
    return structuredClone(buffer, { transfer: [buffer] })
  } catch (cause) {
    throw new InvalidOptionError(
      'A buffer in transfer is not an ArrayBuffer that can be moved, or was moved before.',
      { cause },
    )
  }
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
