import type { Clock } from './clock.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { HostSignals } from './host-signals.ts'
import type { Logger } from './logger.ts'
import type { Random } from './random.ts'

/** The two ways in which a host program's event loop takes work. */
export interface HostLoop {
  /** Runs `task` after the code that runs now, before anything else that waits. */
  soon(task: () => void): void
  /** Runs `task` after the host has seen to its own input, output and timers. */
  later(task: () => void): void
}

/**
 * Everything that a system takes from outside itself and that could make two runs differ. Tests replace it whole;
 * a program may replace one part, its logger for example.
 *
 * @example
 * ```ts
 * import { createSystem, type Environment } from '@troupe/core'
 *
 * const quiet: Partial<Environment> = { logger: { write() {} } }
 * await using system = await createSystem({ environment: quiet })
 * ```
 */
export interface Environment {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  /** How this host is asked to end; a browser never is. */
  readonly signals: HostSignals | undefined
  /** Makes the dispatcher of one system. */
  createDispatcher(): Dispatcher
  /** Tells a proxy from what it stands for, where the host can. */
  isProxy(value: object): boolean
}
