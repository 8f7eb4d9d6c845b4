/** How far memory may run ahead of what has arrived, for a start. */
const FIRST_BYTES = 1024 * 1024
const GROWTH = 4

/** Bytes of a known number that arrive piece by piece. Memory follows what has arrived, not what was announced. */
export class GrowingBytes {
  private readonly length: number
  private bytes: Uint8Array<ArrayBuffer>
  private filled = 0

  constructor(length: number) {
    this.length = length
    this.bytes = new Uint8Array(Math.min(length, FIRST_BYTES))
  }

  get isWhole(): boolean {
    return this.filled === this.length
  }

  /** Where the next bytes belong. Not empty while some are missing. */
  room(): Uint8Array {
    if (this.filled === this.bytes.length) this.grow()
    return this.bytes.subarray(this.filled)
  }

  /** That many bytes have been put into the room. */
  arrived(count: number): void {
    this.filled += count
  }

  /** All of them, in a buffer of their own. */
  whole(): Uint8Array<ArrayBuffer> {
    return this.bytes
  }

  private grow(): void {
    const grown = new Uint8Array(Math.min(this.length, this.filled * GROWTH))
    grown.set(this.bytes)
    this.bytes = grown
  }
}
