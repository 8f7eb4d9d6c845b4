import type { Clock } from '../env/clock.ts'
import type { Logger } from '../env/logger.ts'
import type { DeadLetter, DeadLetterReason } from '../message/dead-letter.ts'
import { LimitedLog } from './limited-log.ts'

/** How many messages became dead letters on this node, by reason. */
export type DeadLetterCounts = Readonly<Record<DeadLetterReason, number>>

/** What each reason means, for whoever reads the log without the documentation. */
const MEANING: Readonly<Record<DeadLetterReason, string>> = {
  terminated: 'it has ended',
  'mailbox-full': 'as many wait as its mailbox.capacity allows',
  unhandled: 'it has no handler for that, or gave it up',
  unreachable: 'its node is down',
  undecodable: 'what came from there made no sense',
  expired: 'its time was over',
}

/** Where messages end that nobody handles: each is counted, and a flood of them does not flood the log. */
export class DeadLetterOffice {
  private readonly counted: Record<DeadLetterReason, number> = {
    terminated: 0,
    'mailbox-full': 0,
    unhandled: 0,
    unreachable: 0,
    undecodable: 0,
    expired: 0,
  }
  private readonly log: LimitedLog

  constructor(clock: Clock, logger: Logger) {
    this.log = new LimitedLog(clock, logger, 'warn', 'dead letters')
  }

  get counts(): DeadLetterCounts {
    return { ...this.counted }
  }

  receive({ reason, name, path }: DeadLetter): void {
    this.counted[reason]++
    this.log.write(() => `dead letter (${reason}): "${name}" to ${path}; ${MEANING[reason]}`)
  }

  /** Tells of those that were not logged one by one. */
  flush(): void {
    this.log.flush()
  }
}
