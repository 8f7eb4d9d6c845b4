/** What crosses a connection in one piece: many records, and the large binaries that they refer to. */
export interface Frame {
  /** In a buffer of its own, which nobody writes to any more. */
  readonly bytes: Uint8Array
  /** Owned by the frame: a transport may move them. */
  readonly attachments: readonly ArrayBuffer[]
}

/** Who receives what arrives on a connection. */
export interface FrameReceiver {
  /** A whole frame, in the order sent. Its bytes are the connection's again once this returns; its attachments are not. */
  frame(frame: Frame): void
  /** Nothing more will arrive: all that the far side had sent has been received. `error` says why, if it broke. */
  closed(error: Error | undefined): void
}

/**
 * A two-way way to one other node. It keeps frames whole and in order, loses none while both sides live, and says
 * when it has ended. This is all that a transport has to offer.
 */
export interface Connection {
  /** Begins to deliver. Called once; what arrives earlier waits. */
  open(receiver: FrameReceiver): void
  /** Sends a frame. After the end of the connection this does nothing; it never throws. */
  send(frame: Frame): void
  /** Ends the connection once what was sent has left. */
  close(): void
}

/** What a connection accepts at most. For more than that `closed` is called, with an error that says so. */
export interface ConnectionLimits {
  /** Bytes of the largest frame that is accepted, attachments counted. */
  readonly largestFrame: number
}

/** One gibibyte: larger than any sensible message, smaller than what breaks a host's buffers. */
export const defaultConnectionLimits: ConnectionLimits = { largestFrame: 2 ** 30 }
