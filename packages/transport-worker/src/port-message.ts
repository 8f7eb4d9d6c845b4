import { MessagePort, type Transferable } from 'node:worker_threads'
import type { Frame, Seat } from '@troupe/core/remote'
import { type FrameText, LONGEST_TEXT } from './frame-text.ts'

/** From this size on, moving a buffer is cheaper than copying it. */
const SMALLEST_MOVED = 16 * 1024

/** Says that the sender of it ends the connection in peace. */
export const PARTING = 'parting'

/** What a thread exits with that has lost its port to its parent, and so cannot say why it goes. */
export const PORT_LOST_CODE = 86

/** Hands a thread its end of a direct connection to another one. */
export interface BridgeMessage {
  readonly bridge: Seat
  readonly port: MessagePort
}

/** All that passes over a port. A frame without attachments travels bare, a small one as text: the cheapest to clone. */
type PortMessage = string | Uint8Array | Frame | BridgeMessage

/** What posts messages: a port, or the worker at the other end of one. */
export interface Post {
  postMessage(message: PortMessage, moved?: readonly Transferable[]): void
}

/** Posts a frame; returns why it could not be posted. */
export function postFrame(post: Post, frame: Frame, text: FrameText): unknown {
  const { bytes, attachments } = frame
  const isSmall = bytes.byteLength < SMALLEST_MOVED || !(bytes.buffer instanceof ArrayBuffer)
  try {
    if (attachments.length > 0) {
      post.postMessage({ bytes, attachments }, isSmall ? attachments : [bytes.buffer, ...attachments])
    } else if (bytes.byteLength <= LONGEST_TEXT) post.postMessage(text.of(bytes))
    else post.postMessage(bytes, isSmall ? [] : [bytes.buffer])
    return undefined
  } catch (error) {
    return error
  }
}

/**
 * The frame that a message holds; nothing if it is not ours: the module of actors can post to the same port.
 *
 * @param text holds the bytes of a small frame until the next one comes
 */
export function frameOf(message: unknown, text: FrameText): Frame | undefined {
  if (typeof message === 'string') {
    const bytes = text.bytesOf(message)
    return bytes && { bytes, attachments: [] }
  }
  if (message instanceof Uint8Array) return { bytes: message, attachments: [] }
  return isFrame(message) ? message : undefined
}

function isFrame(message: unknown): message is Frame {
  if (typeof message !== 'object' || message === null) return false
  if (!('bytes' in message && 'attachments' in message)) return false
  const { bytes, attachments } = message
  return (
    bytes instanceof Uint8Array &&
    Array.isArray(attachments) &&
    attachments.every((each) => each instanceof ArrayBuffer)
  )
}

/** Whether a message hands over a direct connection to another thread. */
export function isBridge(message: unknown): message is BridgeMessage {
  if (typeof message !== 'object' || message === null) return false
  return (
    'bridge' in message && isSeat(message.bridge) && 'port' in message && message.port instanceof MessagePort
  )
}

function isSeat(value: unknown): value is Seat {
  if (typeof value !== 'object' || value === null) return false
  return (
    'node' in value && Number.isSafeInteger(value.node) && 'name' in value && typeof value.name === 'string'
  )
}
