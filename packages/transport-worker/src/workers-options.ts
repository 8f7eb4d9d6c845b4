import type { ResourceLimits, SHARE_ENV } from 'node:worker_threads'
import type { NodeSupervision } from '@troupe/core/remote'

/** A line that a thread has written. */
export interface OutputLine {
  /** The node that wrote it: `cpu-0`. */
  readonly node: string
  readonly stream: 'stdout' | 'stderr'
  /** Without its line break. */
  readonly text: string
}

/** How the threads of a group are started. */
export interface WorkersOptions extends NodeSupervision {
  /** How many threads; as many as the machine has cores unless said. */
  readonly count?: number
  /** Milliseconds that a thread may take to start and to load the module; 10,000 unless said. */
  readonly startTimeout?: number
  /** The most memory that a thread may use. One that needs more ends, alone; without limits the whole program may end. */
  readonly resourceLimits?: ResourceLimits
  /** The threads' `process.env`: a copy of this thread's unless said, or `SHARE_ENV` of `node:worker_threads`. */
  readonly env?: Readonly<Record<string, string | undefined>> | typeof SHARE_ENV
  /** What follows the script's name in the threads' `process.argv`. */
  readonly argv?: readonly string[]
  /** Options of Node for the threads, which inherit none: `['--enable-source-maps']`. */
  readonly execArgv?: readonly string[]
  /** Where what the threads write goes: to this program's own output unless said. */
  readonly output?: 'inherit' | 'ignore' | ((line: OutputLine) => void)
}
