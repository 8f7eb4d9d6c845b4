import { checkMovable, moveBuffers } from '../../message/transfer.ts'

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

  /** The bytes of all but the first `count` buffers, and of those that are going to move. */
  bytesFrom(count: number): number {
    // Asked twice for each message, of which few have any.
    return this.list.length > count || this.moving !== undefined ? this.sumFrom(count) : 0
  }

  private sumFrom(count: number): number {
    let bytes = 0
    for (const { byteLength } of this.list.slice(count)) bytes += byteLength
    for (const [buffer, index] of this.moving ?? []) if (index !== undefined) bytes += buffer.byteLength
    return bytes
  }

  /**
   * Names the buffers that the next value moves instead of copying them.
   *
   * @throws InvalidOptionError where one of them cannot be moved, as far as that can be told beforehand
   */
  announce(transfer: readonly ArrayBuffer[]): void {
    checkMovable(transfer)
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
    const moved = moveBuffers([...this.moving.keys()])
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
