import type { Clock } from '../env/clock.ts'
import type { Logger } from '../env/logger.ts'
import type { DeadLetter, DeadLetterReason } from '../message/dead-letter.ts'

const LINES_PER_PERIOD = 10
const PERIOD_MS = 1000

/** How many messages became dead letters on this node, by reason. */
export type DeadLetterCounts = Readonly<Record<DeadLetterReason, number>>

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
  private readonly clock: Clock
  private readonly logger: Logger
  private periodStart = Number.NEGATIVE_INFINITY
  private lines = 0

  constructor(clock: Clock, logger: Logger) {
    this.clock = clock
    this.logger = logger
  }

  get counts(): DeadLetterCounts {
    return { ...this.counted }
  }

  receive(letter: DeadLetter): void {
    this.counted[letter.reason]++
    const now = this.clock.now()
    if (now - this.periodStart >= PERIOD_MS) this.beginPeriod(now)
    if (++this.lines <= LINES_PER_PERIOD) {
      this.logger.write('warn', `dead letter (${letter.reason}): "${letter.name}" to ${letter.path}`)
    }
  }

  private beginPeriod(now: number): void {
    const unsaid = this.lines - LINES_PER_PERIOD
    if (unsaid > 0) this.logger.write('warn', `${unsaid} more dead letters were not logged`)
    this.periodStart = now
    this.lines = 0
  }
}
