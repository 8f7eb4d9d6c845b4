import type { Environment } from './env/environment.ts'
import { type EndSignal, type HostSignals, isEndSignal } from './env/host-signals.ts'
import type { Logger } from './env/logger.ts'
import { InvalidOptionError } from './message/errors.ts'
import { checkDuration, checkObject, checkOptions } from './message/option.ts'
import type { ActorSystem } from './system/actor-system.ts'
import type { NodeProvider } from './system/node-provider.ts'

const ASK_TIMEOUT_MS = 5000

/** What `createSystem` may be told. */
export interface SystemOptions {
  /** Groups of nodes by name: what `workers(...)` and `processes(...)` return. */
  readonly nodes?: Readonly<Record<string, NodeProvider>>
  /** Milliseconds that an ask waits for its answer unless its ref says otherwise; 5,000 unless said. */
  readonly askTimeout?: number
  /** Encodes and decodes messages within this thread too, so that a test fails where a thread would. */
  readonly wire?: 'always'
  /**
   * Signals that end the system in good order, as {@link ActorSystem.shutdown} does within its five seconds, and then the
   * program, as they would have done by themselves. A second one ends the program at once. None unless said.
   */
  readonly shutdownOn?: readonly EndSignal[]
  /** Where failures and dead letters are written; the console unless said. */
  readonly logger?: Logger
  /** Clock, chance and dispatcher, for tests. */
  readonly environment?: Partial<Environment>
}

const SYSTEM_OPTIONS: Readonly<Record<keyof SystemOptions, true>> = {
  nodes: true,
  askTimeout: true,
  wire: true,
  shutdownOn: true,
  logger: true,
  environment: true,
}

/**
 * Starts a system and its nodes.
 *
 * @throws NodeStartError when a node cannot start; InvalidOptionError
 *
 * @example
 * ```ts
 * import { createSystem } from '@troupe/core'
 *
 * await using system = await createSystem()
 * console.log(system.nodeName)
 * ```
 */
export async function createSystem(options: SystemOptions = {}): Promise<ActorSystem> {
  checkOptions('createSystem', options, '{ askTimeout: 1000 }', SYSTEM_OPTIONS)
  const { nodes = {}, wire, logger, environment: given = {} } = options
  checkObject('nodes', nodes, "{ cpu: workers(new URL('./actors.ts', import.meta.url)) }")
  checkObject('environment', given, '{ clock, random }')
  checkLogger(logger)
  if (wire !== undefined && wire !== 'always')
    throw new InvalidOptionError('wire must be "always", or be left out.')
  const shutdownOn = checkSignals(options.shutdownOn)
  const askTimeout = checkDuration(options.askTimeout, 'askTimeout', ASK_TIMEOUT_MS)
  const { createDefaultEnvironment, LocalSystem, RunningSystem } = await import('./runtime.ts')
  const environment = createDefaultEnvironment({ ...(logger && { logger }), ...given })
  const local = new LocalSystem({
    environment,
    node: 0,
    nodeName: 'main',
    askTimeout,
    ...(wire && { sealer: await wireSealer(environment) }),
  })
  const system = new RunningSystem(local)
  if (shutdownOn.length > 0) system.heed(shutdownOn, signalsOf(environment))
  await system.join(nodes)
  return system
}

function checkLogger(logger: Logger | undefined): void {
  if (logger === undefined || typeof logger?.write === 'function') return
  throw new InvalidOptionError('logger must have a method to write with: { write(level, text, details) {} }.')
}

function checkSignals(signals: unknown): readonly EndSignal[] {
  if (signals === undefined) return []
  if (Array.isArray(signals) && signals.every(isEndSignal)) return signals
  throw new InvalidOptionError(
    'shutdownOn must be a list of signals, of "SIGINT", "SIGTERM" and "SIGHUP": shutdownOn: ["SIGINT", "SIGTERM"].',
  )
}

function signalsOf({ signals }: Environment): HostSignals {
  if (signals !== undefined) return signals
  throw new InvalidOptionError('This host sends no signals: leave out shutdownOn.')
}

/** Loaded only where it is asked for: programs of one thread do without the codec. */
async function wireSealer(environment: Environment) {
  const { WireSealer } = await import('./remote/wire-sealer.ts')
  return new WireSealer(environment.isProxy)
}
