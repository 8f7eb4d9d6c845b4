import { availableParallelism } from 'node:os'
import type { NodeProvider } from '@troupe/core'
import { moduleNodes } from '@troupe/core/remote'
import { ProcessLauncher } from './parent/process-launcher.ts'
import type { ProcessesOptions } from './processes-options.ts'

// From its TypeScript sources, as in its own tests, this package runs with others from theirs.
const conditions = import.meta.url.endsWith('.ts') ? ['--conditions=@troupe/source'] : []

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
  return moduleNodes(url, availableParallelism(), options, (settings) => {
    const { execArgv = [] } = options
    return new ProcessLauncher({ ...options, ...settings, bootstrap, execArgv: [...conditions, ...execArgv] })
  })
}
