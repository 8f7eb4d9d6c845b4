import type { Seat } from '@troupe/core/remote'

/** What a thread is told when it is launched. */
export interface ThreadData {
  readonly seat: Seat
  /** The URL of the user's module. */
  readonly module: string
  /** The URL of the module of its environment, if there is one. */
  readonly environment: string | undefined
  /** Milliseconds. */
  readonly askTimeout: number
}
