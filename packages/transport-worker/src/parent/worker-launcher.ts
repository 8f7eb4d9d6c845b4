import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import {
  type BridgeEnd,
  type LaunchedNode,
  type Launcher,
  type ModuleSettings,
  type Seat,
  StillbornNode,
} from '@troupe/core/remote'
import { checkLaunch } from '@troupe/loader'
import type { ThreadData } from '../thread/thread-data.ts'
import type { WorkersOptions } from '../workers-options.ts'
import { forwardOutput } from './output.ts'
import { WorkerNode } from './worker-node.ts'

/** What a launcher of threads has to know. */
export interface WorkerLauncherOptions
  extends ModuleSettings,
    Pick<WorkersOptions, 'argv' | 'env' | 'execArgv' | 'output' | 'resourceLimits'> {
  /** The first file that a thread runs: plain JavaScript. */
  readonly bootstrap: URL
}

/** Launches worker threads, and connects them to each other by ports of their own. */
export class WorkerLauncher implements Launcher {
  readonly medium = 'thread'
  private readonly options: WorkerLauncherOptions

  constructor(options: WorkerLauncherOptions) {
    this.options = options
  }

  launch(seat: Seat): LaunchedNode {
    try {
      const worker = this.start(seat)
      forwardOutput(worker, seat.name, this.options.output)
      return new WorkerNode(worker, seat.name)
    } catch (error) {
      return new StillbornNode(`The thread ${seat.name} could not be started`, error)
    }
  }

  bridge(one: BridgeEnd, other: BridgeEnd): void {
    const { port1, port2 } = new MessageChannel()
    connect(one, other.seat, port1)
    connect(other, one.seat, port2)
  }

  private start(seat: Seat): Worker {
    const { bootstrap, module, environment, askTimeout, argv, env, execArgv, output, resourceLimits } =
      this.options
    checkLaunch(module, bootstrap)
    const workerData: ThreadData = { seat, module, environment, askTimeout }
    const isCaptured = output !== undefined && output !== 'inherit'
    return new Worker(bootstrap, {
      name: seat.name,
      workerData,
      stdout: isCaptured,
      stderr: isCaptured,
      execArgv: [...(execArgv ?? [])],
      ...(argv && { argv: [...argv] }),
      ...(env && { env }),
      ...(resourceLimits && { resourceLimits }),
    })
  }
}

function connect(end: BridgeEnd, peer: Seat, port: MessagePort): void {
  if (end.launched instanceof WorkerNode) end.launched.bridge(peer, port)
  // It never started: the thread at the other end sees the connection close.
  else port.close()
}
