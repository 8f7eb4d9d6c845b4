import type { ModuleNodesOptions } from '@troupe/core/remote'

/** How the processes of a group are started. */
export interface ProcessesOptions extends ModuleNodesOptions {
  /** The whole of the processes' environment; this process's own unless said. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What follows the script's name in the processes' `process.argv`. */
  readonly args?: readonly string[]
  /** The processes' working directory; this process's own unless said. */
  readonly cwd?: string
}
