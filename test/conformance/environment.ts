import type { Environment, Logger } from '@troupe/core'
import { createDefaultEnvironment } from '@troupe/core/internal'
import { StandingClock } from './standing-clock.ts'

/** What actors say in these tests is checked, not read. */
export const silent: Logger = { write: () => {} }

/** The time of this thread: nodes in memory share it with their test, threads and processes have one of their own. */
export const clock = new StandingClock()

/** What every node of these tests runs in, that of the test included: all is real but time. */
export const environment: Partial<Environment> = {
  clock,
  logger: silent,
  createDispatcher: () => createDefaultEnvironment().createDispatcher(),
}

/** For groups of nodes that load it. */
export const environmentUrl = new URL(import.meta.url)
