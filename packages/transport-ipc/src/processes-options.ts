import type { NodeSupervision } from '@troupe/core/remote'

/** A line that a process has written. */
export interface OutputLine {
  /** The node that wrote it: `jail-0`. */
  readonly node: string
  readonly stream: 'stdout' | 'stderr'
  /** Without its line break. */
  readonly text: string
}

/** How the processes of a group are started. */
export interface ProcessesOptions extends NodeSupervision {
  /** How many processes; as many as the machine has cores unless said. */
  readonly count?: number
  /** Milliseconds that a process may take to start and to load the module; 10,000 unless said. */
  readonly startTimeout?: number
  /** The whole of the processes' environment; this process's own unless said. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What follows the script's name in the processes' `process.argv`. */
  readonly args?: readonly string[]
  /** Options of Node for the processes, which inherit none: `['--max-old-space-size=512']`. */
  readonly execArgv?: readonly string[]
  /** The processes' working directory; this process's own unless said. */
  readonly cwd?: string
  /** Where what the processes write goes: to this program's own output unless said. */
  readonly output?: 'inherit' | 'ignore' | ((line: OutputLine) => void)
}
