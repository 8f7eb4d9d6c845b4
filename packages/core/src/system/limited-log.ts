import type { Clock } from '../env/clock.ts'
import type { Logger, LogLevel } from '../env/logger.ts'

const LINES_PER_PERIOD = 10
const PERIOD_MS = 1000

/** The lines of one kind in a log: of a flood only the first in each second are written, and the others are counted. */
export class LimitedLog {
  private readonly clock: Clock
  private readonly logger: Logger
  private readonly level: LogLevel
  /** What the lines tell of, many of them. */
  private readonly kind: string
  private periodStart = Number.NEGATIVE_INFINITY
  private lines = 0

  constructor(clock: Clock, logger: Logger, level: LogLevel, kind: string) {
    this.clock = clock
    this.logger = logger
    this.level = level
    this.kind = kind
  }

  /** @param line makes the text, where it is to be written */
  write(line: () => string, details?: unknown): void {
    const now = this.clock.now()
    if (now - this.periodStart >= PERIOD_MS) {
      this.flush()
      this.periodStart = now
    }
    if (++this.lines <= LINES_PER_PERIOD) this.logger.write(this.level, line(), details)
  }

  /** Tells how many lines were left out. */
  flush(): void {
    const unsaid = this.lines - LINES_PER_PERIOD
    this.lines = 0
    if (unsaid > 0) this.logger.write(this.level, `${unsaid} more ${this.kind} were not logged`)
  }
}
