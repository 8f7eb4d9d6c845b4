import { InvalidOptionError } from '../../message/errors.ts'

/** Smaller binary data goes among the other bytes. */
export const SMALLEST_ATTACHMENT = 64 * 1024

/** Holds the place of a buffer until it moves. */
const unmoved = new ArrayBuffer(0)

/** The buffers that travel beside a frame instead of in it. */
export class OutgoingBuffers {
  private list: ArrayBuffer[] = []
  private moving: Map<ArrayBufferLike, number | undefined> | undefined = undefined

  get count(): number {
    return this.list.length
  }

  /** Names the buffers that the next value moves instead of copying them. */
  announce(transfer: readonly ArrayBuffer[]): void {
    this.moving = transfer.length > 0 ? new Map(transfer.map((buffer) => [buffer, undefined])) : undefined
  }

  isMoving(buffer: ArrayBufferLike): boolean {
    return this.moving?.has(buffer) === true
  }

  /** Returns the number of a buffer of which the sender keeps nothing. */
  attach(buffer: ArrayBuffer): number {
    return this.list.push(buffer) - 1
  }

  /** Returns the number of a buffer that is going to move: the same one each time. */
  attachMoving(buffer: ArrayBufferLike): number {
    const known = this.moving?.get(buffer)
    if (known !== undefined) return known
    const index = this.attach(unmoved)
    this.moving?.set(buffer, index)
    return index
  }

  /**
   * Moves what was announced, once nothing else can refuse the value.
   *
   * @throws InvalidOptionError with nothing moved, where one of them cannot be
   */
  move(): void {
    if (this.moving === undefined) return
    const moved = moveAll([...this.moving.keys()])
    for (const index of this.moving.values()) {
      const buffer = moved.shift()
      if (index !== undefined && buffer !== undefined) this.list[index] = buffer
    }
    this.moving = undefined
  }

  rollBack(count: number): void {
    this.list.length = count
  }

  take(): ArrayBuffer[] {
    const taken = this.list
    if (taken.length > 0) this.list = []
    return taken
  }
}

// Checked first, one by one: Node 20 takes a buffer that was moved before for an empty one.
function moveAll(buffers: ArrayBufferLike[]): ArrayBuffer[] {
  if (!buffers.every(isWhole)) throw cannotMove()
  try {
    return structuredClone(buffers, { transfer: buffers })
  } catch (cause) {
    throw cannotMove(cause)
  }
}

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

function cannotMove(cause?: unknown): InvalidOptionError {
  return new InvalidOptionError(
    'A buffer in transfer is not an ArrayBuffer that can be moved, or was moved before.',
    {
      cause,
    },
  )
}
