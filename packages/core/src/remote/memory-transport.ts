import type { Environment } from '../env/environment.ts'
import { NodeDownError } from '../message/errors.ts'
import type { NodeProvider } from '../system/node-provider.ts'
import type { Connection, Frame, FrameReceiver } from './connection.ts'
import { launchGroup } from './group.ts'
import type { LaunchedNode, Launcher, Seat } from './launcher.ts'
import { startNode } from './start-node.ts'

/** How many nodes `memoryNodes` makes, and in what environment. */
export interface MemoryNodesOptions {
  /** 1 unless said. */
  readonly count?: number
  /** The environment of the nodes; the real one unless said. */
  readonly environment?: Partial<Environment>
  /** Runs the delivery of a frame; after the running code unless said. */
  readonly deliver?: (task: () => void) => void
}

/**
 * Nodes within this thread, with the real codec between them: for tests of what crosses nodes, without threads.
 *
 * @param module what a node would import: an object whose values are definitions
 */
export function memoryNodes(
  module: Readonly<Record<string, unknown>>,
  options: MemoryNodesOptions = {},
): NodeProvider {
  const { count = 1, environment = {}, deliver = soon } = options
  const launcher = new MemoryLauncher(module, environment, deliver)
  return { join: (system, group) => launchGroup(system, group, launcher, { count, startTimeout: 10_000 }) }
}

const settled = Promise.resolve()

function soon(task: () => void): void {
  void settled.then(task)
}

class MemoryLauncher implements Launcher {
  readonly medium = 'memory'
  private readonly module: Readonly<Record<string, unknown>>
  private readonly environment: Partial<Environment>
  private readonly deliver: (task: () => void) => void

  constructor(
    module: Readonly<Record<string, unknown>>,
    environment: Partial<Environment>,
    deliver: (task: () => void) => void,
  ) {
    this.module = module
    this.environment = environment
    this.deliver = deliver
  }

  launch(seat: Seat): LaunchedNode {
    const near = new MemoryConnection(this.deliver)
    const far = new MemoryConnection(this.deliver)
    near.far = far
    far.far = near
    let leave: (error: Error | undefined) => void = () => {}
    const ended = new Promise<Error | undefined>((resolve) => {
      leave = resolve
    })
    void startNode({
      seat,
      parent: far,
      environment: this.environment,
      loadModule: async () => this.module,
      onEnd: () => {
        far.close()
        leave(undefined)
      },
    })
    return {
      connection: near,
      ended,
      kill: () => {
        const error = new NodeDownError(`Node ${seat.name} was killed.`)
        far.cut(error)
        near.cut(error)
        leave(error)
      },
    }
  }
}

/** One end of a connection within this thread. */
class MemoryConnection implements Connection {
  far: MemoryConnection | undefined = undefined
  private readonly deliver: (task: () => void) => void
  private receiver: FrameReceiver | undefined = undefined
  private early: (() => void)[] | undefined = []
  private closed = false

  constructor(deliver: (task: () => void) => void) {
    this.deliver = deliver
  }

  open(receiver: FrameReceiver): void {
    this.receiver = receiver
    const early = this.early ?? []
    this.early = undefined
    for (const arrive of early) arrive()
  }

  send(frame: Frame): void {
    if (!this.closed) this.far?.arriveSoon((receiver) => receiver.frame(frame))
  }

  close(): void {
    this.closed = true
    this.far?.arriveSoon((receiver) => receiver.closed(undefined))
  }

  /** Ends at once: what is on its way from here still arrives, as with a thread that is gone. */
  cut(error: Error): void {
    this.closed = true
    this.far?.arriveSoon((receiver) => receiver.closed(error))
  }

  private arriveSoon(task: (receiver: FrameReceiver) => void): void {
    this.deliver(() => this.arrive(task))
  }

  private arrive(task: (receiver: FrameReceiver) => void): void {
    if (this.receiver === undefined) this.early?.push(() => this.arrive(task))
    else task(this.receiver)
  }
}
