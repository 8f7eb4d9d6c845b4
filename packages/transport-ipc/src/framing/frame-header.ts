// A frame on a stream: mark, length of the bytes, number of attachments, the length of each; then the bytes, then the
// attachments. Numbers are 32 bits, the most significant first.

/** The first byte of a frame. Another layout gets another mark, so that unlike versions refuse each other at once. */
export const FRAME_MARK = 0xa1

/** The first byte of what a sender says last: the mark, the length of the words in 16 bits, the words. */
export const PARTING_MARK = 0xa2

/** The mark and the length of the words. */
export const PARTING_HEADER_BYTES = 3

/** The mark and the two numbers after it. */
export const FIXED_HEADER_BYTES = 9

/** Of one attachment, in the header. */
export const LENGTH_BYTES = 4

/** The header of a frame with that many attachments. */
export function headerBytes(attachments: number): number {
  return FIXED_HEADER_BYTES + attachments * LENGTH_BYTES
}
