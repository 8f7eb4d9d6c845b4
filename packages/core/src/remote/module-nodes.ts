import { inWords } from '../base/in-words.ts'
import { InvalidOptionError } from '../message/errors.ts'
import { checkDuration } from '../message/option.ts'
import type { NodeProvider } from '../system/node-provider.ts'
import { launchGroup } from './launched-group.ts'
import type { Launcher } from './launcher.ts'
import { moduleUrl } from './module-url.ts'
import { nodeCount } from './node-count.ts'
import { completeNodeSupervision, type NodeSupervision } from './node-supervision.ts'

const START_TIMEOUT_MS = 10_000

/** A line that a node has written. */
export interface OutputLine {
  /** The node that wrote it: `cpu-0`. */
  readonly node: string
  readonly stream: 'stdout' | 'stderr'
  /** Without its line break. */
  readonly text: string
}

/** What every group of nodes that load a module can be told. */
export interface ModuleNodesOptions extends NodeSupervision {
  /** How many nodes; as many as the machine has cores unless said. */
  readonly count?: number
  /** Milliseconds that a node may take to start and to load the module; 10,000 unless said. */
  readonly startTimeout?: number
  /** Options of Node for the nodes, which inherit none: `['--enable-source-maps']`. */
  readonly execArgv?: readonly string[]
  /**
   * The `file:` URL of a module that exports as `environment` what replaces parts of the nodes' environment: a logger, or
   * a clock for tests. What is left out is real, as it is without such a module.
   */
  readonly environment?: URL | string
  /** Where what the nodes write goes: to this program's own output unless said. */
  readonly output?: 'inherit' | 'ignore' | ((line: OutputLine) => void)
}

/** What a launcher has to pass on to a node. */
export interface ModuleSettings {
  /** The URL of the user's module. */
  readonly module: string
  /** The URL of the module of the nodes' environment, if there is one. */
  readonly environment: string | undefined
  /** Milliseconds that an ask made there waits unless its ref says otherwise. */
  readonly askTimeout: number
}

/**
 * Nodes that load a module of definitions: what `workers(...)` and `processes(...)` have in common.
 *
 * @param url the `file:` URL of the module
 * @param usual how many nodes, where the options do not say
 * @param launcherFor makes the launcher of one group of one system
 * @throws InvalidOptionError for a path, another kind of URL, a count that is no positive integer, or supervision that
 * makes no sense
 */
export function moduleNodes(
  url: URL | string,
  usual: number,
  options: ModuleNodesOptions,
  launcherFor: (settings: ModuleSettings) => Launcher,
): NodeProvider {
  const count = nodeCount(options, usual)
  const startTimeout = checkDuration(options.startTimeout, 'startTimeout', START_TIMEOUT_MS)
  checkOutput(options.output)
  const module = moduleUrl(url)
  const environment =
    options.environment === undefined
      ? undefined
      : moduleUrl(options.environment, 'module of an environment', './environment.ts')
  completeNodeSupervision(options)
  return {
    join(system, group) {
      return launchGroup(system, group, launcherFor({ module, environment, askTimeout: system.askTimeout }), {
        ...options,
        count,
        startTimeout,
      })
    },
  }
}

function checkOutput(output: unknown): void {
  if (output === undefined || output === 'inherit' || output === 'ignore' || typeof output === 'function')
    return
  throw new InvalidOptionError(
    `output must be "inherit", "ignore" or a function from a line, not ${inWords(output)}.`,
  )
}
