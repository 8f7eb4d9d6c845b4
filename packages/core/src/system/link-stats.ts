/** What has gone one way over a link, since it began. */
export interface LinkTraffic {
  readonly frames: number
  /** Buffers that were moved along with the frames are counted. */
  readonly bytes: number
  /** What was told and asked; signals, orders and answers are none. */
  readonly messages: number
}

/**
 * How the link to one other node is doing.
 *
 * @example
 * ```ts
 * import type { LinkStats } from '@troupe/core'
 *
 * export const isBehind = ({ underWay, sent }: LinkStats): boolean => underWay > sent.messages / 2
 * ```
 */
export interface LinkStats {
  readonly sent: LinkTraffic
  readonly received: LinkTraffic
  /** How many messages to actors there have not been taken from a mailbox yet, as far as this node knows. */
  readonly underWay: number
  /** To how many actors there so much is under way that `tell` returns `false`. */
  readonly fullWays: number
  /** How many asks of actors there have no answer yet. */
  readonly pendingAsks: number
  /** How many frames from nodes of that name made no sense, in earlier lives too. Each of them ended the link. */
  readonly refusedFrames: number
}
