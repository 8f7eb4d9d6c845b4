import { availableParallelism } from 'node:os'
import type { NodeProvider } from '@troupe/core'
import { moduleNodes } from '@troupe/core/remote'
import { WorkerLauncher } from './parent/worker-launcher.ts'
import type { WorkersOptions } from './workers-options.ts'

// From its TypeScript sources, as in its own tests, this package runs with others from theirs.
const conditions = import.meta.url.endsWith('.ts') ? ['--conditions=@troupe/source'] : []

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
  return moduleNodes(url, availableParallelism(), options, (settings) => {
    const { execArgv = [] } = options
    return new WorkerLauncher({ ...options, ...settings, bootstrap, execArgv: [...conditions, ...execArgv] })
  })
}
