/** Frames of up to so many bytes travel as text: to clone that costs half as much as a buffer, and nothing has to be freed. */
export const LONGEST_TEXT = 128

/** What the text of a frame begins with, and no other text that is posted to the port of a thread. */
const MARK = '\0'

const from = String.fromCharCode

/** A character for each byte. */
export function toText(bytes: Uint8Array): string {
  let text = MARK
  let i = 0
  for (; i + 4 <= bytes.length; i += 4)
    text += from(at(bytes, i), at(bytes, i + 1), at(bytes, i + 2), at(bytes, i + 3))
  for (; i < bytes.length; i++) text += from(at(bytes, i))
  return text
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0
}

/** Puts the bytes of a frame at the beginning of `room`. Returns where they lie; nothing for text that is no frame. */
export function fromText(text: string, room: Uint8Array): Uint8Array | undefined {
  const length = text.length - MARK.length
  if (!text.startsWith(MARK) || length > room.length) return undefined
  for (let i = 0; i < length; i++) room[i] = text.charCodeAt(i + MARK.length)
  return room.subarray(0, length)
}
