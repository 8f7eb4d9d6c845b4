import type { Birth } from '../cell/host.ts'
import type { Mailbox } from '../cell/mailbox.ts'
import { createDefaultEnvironment } from '../env/default-env.ts'
import type { Environment } from '../env/environment.ts'
import { checkDuration } from '../message/option.ts'
import { LocalSystem } from '../system/local-system.ts'
import type { Connection } from './connection.ts'
import { collectDefinitions } from './definitions.ts'
import { LaunchedRole } from './launched-role.ts'
import type { Seat } from './launcher.ts'
import { Network } from './network.ts'
import { loadedEnvironment } from './node-environment.ts'

/** How a thread or process becomes a node. */
export interface NodeOptions {
  readonly seat: Seat
  /** The way to the parent, which launched this node. */
  readonly parent: Connection
  /** Imports the user's module of definitions. Its error reaches whoever waits for the node. */
  readonly loadModule: () => Promise<Readonly<Record<string, unknown>>>
  /** Milliseconds that an ask made here waits unless its ref says otherwise. */
  readonly askTimeout?: number
  readonly environment?: Partial<Environment>
  /** Imports the module that exports `environment`, in place of the one above. Its error, too, reaches whoever waits. */
  readonly loadEnvironment?: (() => Promise<Readonly<Record<string, unknown>>>) | undefined
  /** Makes the mailbox of each actor there, where a test decides what is taken from it next. */
  readonly createMailbox?: (birth: Birth) => Mailbox
  /** Told of the node's own side of the system before anything runs there, where a test looks on. */
  readonly onSystem?: (system: LocalSystem) => void
  /** What the far side shows of itself in the handshake: process id, thread id, versions. */
  readonly description?: Readonly<Record<string, string | number>>
  /** Calls `accept` for each direct connection to another node that the parent brings about. */
  readonly bridges?: (accept: (peer: Seat, connection: Connection) => void) => void
  /**
   * Called once, when this node has to go: it was shut down, could not start, or has lost its parent; then with the error
   * that says so, and whoever looks on from outside is to see that it did not leave in peace.
   */
  readonly onEnd: (lost: Error | undefined) => void
  /**
   * Called once, before the module is loaded, with what sends at once all that waits for the turn to end: to be called
   * when something ends this thread or process in the middle of a turn.
   */
  readonly onExit?: (flush: () => void) => void
}

/** Turns this thread or process into a node: loads the user's module, greets the parent, and runs what it is sent. */
export async function startNode(options: NodeOptions): Promise<void> {
  const { seat, environment = {}, loadEnvironment } = options
  const loaded =
    loadEnvironment === undefined ? { parts: environment } : await loadedEnvironment(loadEnvironment)
  const local = new LocalSystem({
    environment: createDefaultEnvironment(loaded.parts),
    node: seat.node,
    nodeName: seat.name,
    askTimeout: checkDuration(options.askTimeout, 'askTimeout', 5000),
    ...(options.createMailbox && { createMailbox: options.createMailbox }),
  })
  options.onSystem?.(local)
  const role = new LaunchedRole(Network.of(local), options.parent, options.onEnd)
  options.onExit?.(() => role.flush())
  options.bridges?.((peer, connection) => role.accept(peer, connection))
  try {
    if ('error' in loaded) throw loaded.error
    const definitions = collectDefinitions(await options.loadModule())
    role.greet(definitions, options.description ?? {})
  } catch (error) {
    role.reportFailedStart(error)
  }
}
