/** Frames of up to so many bytes travel as text: to clone that costs half as much as a buffer, and nothing has to be freed. */
export const LONGEST_TEXT = 128

/** What the text of a frame begins with, and no other text that is posted to the port of a thread. */
const MARK = '\0'

/** Small frames as text, a character for each byte, both ways over one port. */
export class FrameText {
  private readonly outgoing = Buffer.alloc(MARK.length + LONGEST_TEXT, MARK)
  private readonly incoming = new Uint8Array(LONGEST_TEXT)
  // To make a window costs more than to fill it, and mostly one frame is as long as the one before.
  private window = this.incoming

  /** The text of a frame that is short enough. */
  of(bytes: Uint8Array): string {
    this.outgoing.set(bytes, MARK.length)
    // At once and flat: a text that is put together is put together once more to be cloned.
    return this.outgoing.toString('latin1', 0, MARK.length + bytes.length)
  }

  /** The bytes of a frame, until the next one comes; nothing for text that is no frame. */
  bytesOf(text: string): Uint8Array | undefined {
    const length = text.length - MARK.length
    if (!text.startsWith(MARK) || length > LONGEST_TEXT) return undefined
    if (length !== this.window.length) this.window = this.incoming.subarray(0, length)
    const { window } = this
    for (let i = 0; i < length; i++) window[i] = text.charCodeAt(i + MARK.length)
    return window
  }
}
