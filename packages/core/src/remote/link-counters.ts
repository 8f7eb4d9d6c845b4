import type { LinkStats } from '../system/link-stats.ts'
import type { Frame } from './connection.ts'
import type { Outflow } from './flow.ts'

/** One direction. */
interface Counted {
  frames: number
  bytes: number
}

/**
 * Counts what passes over one link, frame by frame and credit by credit: a message costs nothing, since those sent are
 * those that credit came for, and those that are under way.
 */
export class LinkCounters {
  private readonly out: Counted = { frames: 0, bytes: 0 }
  private readonly in: Counted = { frames: 0, bytes: 0 }
  private acknowledged = 0

  sent(frame: Frame): void {
    count(this.out, frame)
  }

  received(frame: Frame): void {
    count(this.in, frame)
  }

  /** The far side says that so many messages were taken. */
  taken(messages: number): void {
    this.acknowledged += messages
  }

  stats(
    outflows: Iterable<Outflow>,
    { received, ...others }: Pick<LinkStats, 'refusedFrames' | 'pendingAsks'> & { readonly received: number },
  ): LinkStats {
    let underWay = 0
    let fullWays = 0
    for (const outflow of outflows) {
      underWay += outflow.unacknowledged
      if (outflow.isFilled) fullWays++
    }
    return {
      sent: { ...this.out, messages: this.acknowledged + underWay },
      received: { ...this.in, messages: received },
      underWay,
      fullWays,
      ...others,
    }
  }
}

function count(counted: Counted, { bytes, attachments }: Frame): void {
  counted.frames++
  counted.bytes += bytes.byteLength
  for (const attachment of attachments) counted.bytes += attachment.byteLength
}
