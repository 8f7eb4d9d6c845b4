import { Buffer } from 'node:buffer'
import type { ConnectionLimits, Frame } from '@troupe/core/remote'
import { FIXED_HEADER_BYTES, FRAME_MARK, headerBytes, LENGTH_BYTES } from './frame-header.ts'
import { checkSize } from './large-frame.ts'

/**
 * A frame as what is written to a stream: first its header and bytes in one piece, since two writes cost more than the
 * copy, then the attachments as they are.
 *
 * @throws FrameError for a frame that the far side would refuse
 */
export function joinFrame(frame: Frame, limits: ConnectionLimits): Uint8Array[] {
  const { bytes, attachments } = frame
  const header = headerBytes(attachments.length)
  const size = attachments.reduce((sum, it) => sum + it.byteLength, header + bytes.byteLength)
  checkSize(size, limits)
  const head = Buffer.allocUnsafe(header + bytes.byteLength)
  head[0] = FRAME_MARK
  head.writeUInt32BE(bytes.byteLength, 1)
  head.writeUInt32BE(attachments.length, 5)
  for (const [i, it] of attachments.entries())
    head.writeUInt32BE(it.byteLength, FIXED_HEADER_BYTES + i * LENGTH_BYTES)
  head.set(bytes, header)
  return attachments.length === 0
    ? [head]
    : [head, ...attachments.filter(isFull).map((it) => new Uint8Array(it))]
}

function isFull(attachment: ArrayBuffer): boolean {
  return attachment.byteLength > 0
}
