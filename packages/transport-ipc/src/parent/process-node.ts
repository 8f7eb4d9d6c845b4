import type { ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { defaultConnectionLimits, type LaunchedNode } from '@troupe/core/remote'
import { ProcessConnection } from './process-connection.ts'
import { type Exit, ProcessEnd } from './process-end.ts'

/** The parent's ends of the pipes to a child. */
export interface ChildPipes {
  readonly incoming: Readable
  readonly outgoing: Writable
}

/** A process that was launched. */
export class ProcessNode implements LaunchedNode {
  readonly connection: ProcessConnection
  readonly ended: Promise<Error | undefined>
  private readonly child: ChildProcess
  private readonly end: ProcessEnd

  constructor(child: ChildProcess, pipes: ChildPipes, name: string) {
    this.child = child
    this.end = new ProcessEnd(child.pid === undefined ? name : `${name} (${child.pid})`)
    this.connection = new ProcessConnection(pipes.incoming, pipes.outgoing, defaultConnectionLimits, {
      parted: (error) => this.end.parted(error),
      broke: (what, error) => {
        this.end.broke(what, error)
        this.kill()
      },
    })
    this.ended = this.outcome()
  }

  kill(why?: string): void {
    this.end.killed(why)
    this.child.kill('SIGKILL')
  }

  private async outcome(): Promise<Error | undefined> {
    // Nothing says which of the two is known first.
    const [exit] = await Promise.all([exitOf(this.child), this.connection.drained])
    const error = this.end.explain(exit)
    this.connection.finish(error)
    return error
  }
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.on('error', (failedStart) => {
      // Without a process there is no exit either. With one, only an attempt to kill it has failed.
      if (child.pid === undefined) resolve({ code: null, signal: null, failedStart })
    })
  })
}
