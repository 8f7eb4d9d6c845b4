import type { MessagePort, Worker } from 'node:worker_threads'
import { type Connection, type LaunchedNode, type Seat, wakeful } from '@troupe/core/remote'
import type { BridgeMessage } from '../port-message.ts'
import { ThreadEnd } from './thread-end.ts'
import { WorkerConnection } from './worker-connection.ts'

/** A thread that was launched. */
export class WorkerNode implements LaunchedNode {
  readonly connection: Connection
  readonly ended: Promise<Error | undefined>
  private readonly worker: Worker
  private readonly way: WorkerConnection
  private readonly end: ThreadEnd
  private isGone = false

  constructor(worker: Worker, name: string) {
    this.worker = worker
    this.end = new ThreadEnd(name)
    worker.on('error', (error) => this.end.threw(error))
    this.way = new WorkerConnection(worker, this.end)
    this.connection = wakeful(this.way)
    this.ended = new Promise((resolve) => {
      worker.once('exit', (code) => resolve(this.exited(code)))
    })
  }

  kill(why?: string): void {
    this.end.killed(why)
    void this.worker.terminate()
  }

  /** Hands the thread its end of a direct connection to another one. */
  bridge(peer: Seat, port: MessagePort): void {
    const message: BridgeMessage = { bridge: peer, port }
    // What is posted to a worker that has exited stays here, and with it an open port.
    if (this.isGone) port.close()
    else this.worker.postMessage(message, [port])
  }

  private exited(code: number): Error | undefined {
    this.isGone = true
    const error = this.end.explain(code)
    this.way.finish(error)
    return error
  }
}
