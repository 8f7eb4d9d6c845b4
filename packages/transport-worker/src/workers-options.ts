import type { ResourceLimits, SHARE_ENV } from 'node:worker_threads'
import type { ModuleNodesOptions } from '@troupe/core/remote'

/** How the threads of a group are started. */
export interface WorkersOptions extends ModuleNodesOptions {
  /** The most memory that a thread may use. One that needs more ends, alone; without limits the whole program may end. */
  readonly resourceLimits?: ResourceLimits
  /** The threads' `process.env`: a copy of this thread's unless said, or `SHARE_ENV` of `node:worker_threads`. */
  readonly env?: Readonly<Record<string, string | undefined>> | typeof SHARE_ENV
  /** What follows the script's name in the threads' `process.argv`. */
  readonly argv?: readonly string[]
}
