import { availableParallelism } from 'node:os'
import type { ResourceLimits, SHARE_ENV } from 'node:worker_threads'
import { InvalidOptionError, type NodeProvider } from '@troupe/core'
import { launchGroup, moduleUrl } from '@troupe/core/remote'
import { WorkerLauncher } from './parent/worker-launcher.ts'

const START_TIMEOUT_MS = 10_000

/** Whether this package runs from its TypeScript sources, as its own tests do. */
const isSource = import.meta.url.endsWith('.ts')

// Named here and not where it is used: this file stays at the root of the package when it is bundled.
const bootstrap = new URL('./thread/bootstrap.mjs', import.meta.url)

/** A line that a thread has written. */
export interface OutputLine {
  /** The node that wrote it: `cpu-0`. */
  readonly node: string
  readonly stream: 'stdout' | 'stderr'
  /** Without its line break. */
  readonly text: string
}

/** How the threads of a group are started. */
export interface WorkersOptions {
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

/**
 * A group of nodes that are worker threads of this process.
 *
 * @param url the `file:` URL of the module that exports the definitions of the actors to be spawned there
 * @throws InvalidOptionError for a path, another kind of URL, or a count that is no positive integer
 *
 * @example
 * ```ts ignore needs a module of actors beside it
 * import { createSystem } from '@troupe/core'
 * import { workers } from '@troupe/transport-worker'
 * import { Counter } from './actors.ts'
 *
 * await using system = await createSystem({
 *   nodes: { cpu: workers(new URL('./actors.ts', import.meta.url), { count: 4 }) },
 * })
 * const counter = system.spawn(Counter, [0], { on: 'cpu' })
 * ```
 */
export function workers(url: URL | string, options: WorkersOptions = {}): NodeProvider {
  const { count = availableParallelism(), startTimeout = START_TIMEOUT_MS, execArgv = [] } = options
  if (!Number.isInteger(count) || count < 1) {
    throw new InvalidOptionError(`count must be a positive integer, not ${String(count)}.`)
  }
  const module = moduleUrl(url)
  const conditions = isSource ? ['--conditions=@troupe/source'] : []
  return {
    join(system, group) {
      const launcher = new WorkerLauncher({
        ...options,
        bootstrap,
        module,
        askTimeout: system.askTimeout,
        execArgv: [...conditions, ...execArgv],
      })
      return launchGroup(system, group, launcher, { count, startTimeout })
    },
  }
}
