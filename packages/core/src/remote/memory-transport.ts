import { RingBuffer } from '../base/ring-buffer.ts'
import type { Environment } from '../env/environment.ts'
import { NodeDownError } from '../message/errors.ts'
import type { NodeProvider } from '../system/node-provider.ts'
import type { Connection, Frame, FrameReceiver } from './connection.ts'
import { launchGroup } from './launched-group.ts'
import type { BridgeEnd, LaunchedNode, Launcher, Seat } from './launcher.ts'
import { nodeCount } from './node-count.ts'
import { completeNodeSupervision, type NodeSupervision } from './node-supervision.ts'
import { startNode } from './start-node.ts'

/** How many nodes `memoryNodes` makes, and in what environment. */
export interface MemoryNodesOptions extends NodeSupervision {
  /** 1 unless said. */
  readonly count?: number
  /** The environment of the nodes; the real one unless said. */
  readonly environment?: Partial<Environment>
  /**
   * Runs the delivery of a frame; after the running code unless said. In whatever order it runs deliveries, frames of
   * one connection arrive in the order sent.
   */
  readonly deliver?: (task: () => void) => void
  /**
   * Whether they are connected to each other directly, as threads are, and to those of other such groups. Unless said,
   * they meet through their parent, as processes do.
   */
  readonly direct?: boolean
  /** Told of each node when it is launched: a test can kill it. */
  readonly onLaunch?: (seat: Seat, node: LaunchedNode) => void
}

/**
 * Nodes within this thread, with the real codec between them: for tests of what crosses nodes, without threads.
 *
 * @param module what a node would import: an object whose values are definitions
 * @throws InvalidOptionError for a count that is no positive integer, or supervision that makes no sense
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 * import { memoryNodes } from '@troupe/core/remote'
 *
 * const Echo = defineActor('Echo', (_ctx: ActorContext<{ say(word: string): string }>) => ({ say: (word) => word }))
 * await using system = await createSystem({ nodes: { far: memoryNodes({ Echo }) } })
 * console.log(await system.spawn(Echo, [], { on: 'far' }).ask('say', 'hello'))
 * ```
 */
export function memoryNodes(
  module: Readonly<Record<string, unknown>>,
  options: MemoryNodesOptions = {},
): NodeProvider {
  const count = nodeCount(options, 1)
  completeNodeSupervision(options)
  const launcher = options.direct
    ? new BridgingLauncher(module, options)
    : new MemoryLauncher(module, options)
  return {
    join: (system, group) =>
      launchGroup(system, group, launcher, { ...options, count, startTimeout: 10_000 }),
  }
}

const settled = Promise.resolve()

function soon(task: () => void): void {
  void settled.then(task)
}

class MemoryLauncher implements Launcher {
  readonly medium: string = 'memory'
  private readonly module: Readonly<Record<string, unknown>>
  protected readonly options: MemoryNodesOptions

  constructor(module: Readonly<Record<string, unknown>>, options: MemoryNodesOptions) {
    this.module = module
    this.options = options
  }

  launch(seat: Seat): MemoryNode {
    const { environment = {}, deliver = soon, onLaunch } = this.options
    const near = new MemoryConnection(deliver)
    const far = new MemoryConnection(deliver)
    near.far = far
    far.far = near
    let leave: (error: Error | undefined) => void = () => {}
    const ended = new Promise<Error | undefined>((resolve) => {
      leave = resolve
    })
    const bridged: MemoryConnection[] = []
    let accept: (peer: Seat, connection: Connection) => void = () => {}
    void startNode({
      seat,
      parent: far,
      environment,
      loadModule: async () => this.module,
      bridges: (take) => {
        accept = take
      },
      onEnd: () => {
        for (const end of [far, ...bridged]) end.close()
        leave(undefined)
      },
    })
    const kill = (why = 'was killed'): void => {
      const error = new NodeDownError(`Node ${seat.name} ${why}.`)
      for (const end of [far, ...bridged]) {
        end.cut(error)
        end.far?.cut(error)
      }
      leave(error)
    }
    const bridge = (peer: Seat, end: MemoryConnection): void => {
      bridged.push(end)
      deliver(() => accept(peer, end))
    }
    const node = { connection: near, ended, kill, bridge }
    onLaunch?.(seat, node)
    return node
  }
}

/** Connects its nodes to each other, as threads are. */
class BridgingLauncher extends MemoryLauncher {
  override readonly medium = 'bridged memory'

  bridge(one: BridgeEnd, other: BridgeEnd): void {
    const { deliver = soon } = this.options
    const [near, far] = [new MemoryConnection(deliver), new MemoryConnection(deliver)]
    near.far = far
    far.far = near
    if (isMemoryNode(one.launched)) one.launched.bridge(other.seat, near)
    if (isMemoryNode(other.launched)) other.launched.bridge(one.seat, far)
  }
}

interface MemoryNode extends LaunchedNode {
  /** Gives it its end of a connection to another one. */
  bridge(peer: Seat, end: MemoryConnection): void
}

function isMemoryNode(node: LaunchedNode): node is MemoryNode {
  return 'bridge' in node
}

/** One end of a connection within this thread. */
class MemoryConnection implements Connection {
  far: MemoryConnection | undefined = undefined
  private readonly deliver: (task: () => void) => void
  private receiver: FrameReceiver | undefined = undefined
  private readonly arriving = new RingBuffer<(receiver: FrameReceiver) => void>()
  /** Deliveries that came before there was a receiver. */
  private owed = 0
  private closed = false

  constructor(deliver: (task: () => void) => void) {
    this.deliver = deliver
  }

  open(receiver: FrameReceiver): void {
    this.receiver = receiver
    for (; this.owed > 0; this.owed--) this.deliver(this.arrive)
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
    this.arriving.push(task)
    this.deliver(this.arrive)
  }

  /** Delivers what was sent first of all that is on its way, whichever sending this delivery was meant for. */
  private readonly arrive = (): void => {
    if (this.receiver === undefined) this.owed++
    else this.arriving.shift()?.(this.receiver)
  }
}
