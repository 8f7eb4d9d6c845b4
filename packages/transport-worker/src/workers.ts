import { availableParallelism } from 'node:os'
import { InvalidOptionError, type NodeProvider } from '@troupe/core'
import { completeNodeSupervision, launchGroup, moduleUrl } from '@troupe/core/remote'
import { WorkerLauncher } from './parent/worker-launcher.ts'
import type { WorkersOptions } from './workers-options.ts'

const START_TIMEOUT_MS = 10_000

/** Whether this package runs from its TypeScript sources, as its own tests do. */
const isSource = import.meta.url.endsWith('.ts')

// Named here and not where it is used: this file stays at the root of the package when it is bundled.
const bootstrap = new URL('./thread/bootstrap.mjs', import.meta.url)

/**
 * A group of nodes that are worker threads of this process.
 *
 * @param url the `file:` URL of the module that exports the definitions of the actors to be spawned there
 * @throws InvalidOptionError for a path, another kind of URL, a count that is no positive integer, or
 * supervision that makes no sense
 *
 * @example
 * ```ts
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
  completeNodeSupervision(options)
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
      return launchGroup(system, group, launcher, { ...options, count, startTimeout })
    },
  }
}
