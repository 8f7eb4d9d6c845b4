import { availableParallelism } from 'node:os'
import { InvalidOptionError, type NodeProvider } from '@troupe/core'
import { completeNodeSupervision, launchGroup, moduleUrl } from '@troupe/core/remote'
import { ProcessLauncher } from './parent/process-launcher.ts'
import type { ProcessesOptions } from './processes-options.ts'

const START_TIMEOUT_MS = 10_000

/** Whether this package runs from its TypeScript sources, as its own tests do. */
const isSource = import.meta.url.endsWith('.ts')

// Named here and not where it is used: this file stays at the root of the package when it is bundled.
const bootstrap = new URL('./child/bootstrap.mjs', import.meta.url)

/**
 * A group of nodes that are child processes of this one.
 *
 * @param url the `file:` URL of the module that exports the definitions of the actors to be spawned there
 * @throws InvalidOptionError for a path, another kind of URL, a count that is no positive integer, or
 * supervision that makes no sense
 *
 * @example
 * ```ts
 * import { createSystem } from '@troupe/core'
 * import { processes } from '@troupe/transport-ipc'
 * import { Counter } from './actors.ts'
 *
 * await using system = await createSystem({
 *   nodes: { jail: processes(new URL('./actors.ts', import.meta.url), { count: 2 }) },
 * })
 * const counter = system.spawn(Counter, [0], { on: 'jail' })
 * ```
 */
export function processes(url: URL | string, options: ProcessesOptions = {}): NodeProvider {
  const { count = availableParallelism(), startTimeout = START_TIMEOUT_MS, execArgv = [] } = options
  if (!Number.isInteger(count) || count < 1) {
    throw new InvalidOptionError(`count must be a positive integer, not ${String(count)}.`)
  }
  const module = moduleUrl(url)
  completeNodeSupervision(options)
  const conditions = isSource ? ['--conditions=@troupe/source'] : []
  return {
    join(system, group) {
      const launcher = new ProcessLauncher({
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
