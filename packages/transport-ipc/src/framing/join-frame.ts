import { Buffer } from 'node:buffer'
import type { ConnectionLimits, Frame } from '@troupe/core/remote'
import { FIXED_HEADER_BYTES, FRAME_MARK, headerBytes, LENGTH_BYTES } from './frame-header.ts'
import { checkSize } from './large-frame.ts'

/** Up to here, bytes are joined to their header: to write one piece more costs more than to copy them. */
const LONGEST_JOINED = 8 * 1024

/**
 * A frame as what is written to a stream, in pieces: its header, its bytes, the attachments as they are.
 *
 * @throws FrameError for a frame that the far side would refuse
 */
export function joinFrame(frame: Frame, limits: ConnectionLimits): Uint8Array[] {
  const { bytes, attachments } = frame
  const header = headerBytes(attachments.length)
  const size = attachments.reduce((sum, it) => sum + it.byteLength, header + bytes.byteLength)
  checkSize(size, limits)
  const isJoined = bytes.byteLength <= LONGEST_JOINED
  const head = Buffer.allocUnsafe(isJoined ? header + bytes.byteLength : header)
  head[0] = FRAME_MARK
  head.writeUInt32BE(bytes.byteLength, 1)
  head.writeUInt32BE(attachments.length, 5)
  for (const [i, it] of attachments.entries())
    head.writeUInt32BE(it.byteLength, FIXED_HEADER_BYTES + i * LENGTH_BYTES)
  if (isJoined) head.set(bytes, header)
  const start = isJoined ? [head] : [head, bytes]
  if (attachments.length === 0) return start
  return [...start, ...attachments.filter(isFull).map((it) => new Uint8Array(it))]
}

function isFull(attachment: ArrayBuffer): boolean {
  return attachment.byteLength > 0
}
