import type { ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { type Connection, defaultConnectionLimits, type LaunchedNode, wakeful } from '@troupe/core/remote'
import { ProcessConnection } from './process-connection.ts'
import { type Exit, ProcessEnd } from './process-end.ts'

/** A process that has lost a pipe, because it exits, has exited within this time; one that goes on is of no use any more. */
const LAST_BREATH_MS = 1000

/** The parent's ends of the pipes to a child. */
export interface ChildPipes {
  readonly incoming: Readable
  readonly outgoing: Writable
}

/** A process that was launched. */
export class ProcessNode implements LaunchedNode {
  readonly connection: Connection
  readonly ended: Promise<Error | undefined>
  private readonly child: ChildProcess
  private readonly way: ProcessConnection
  private readonly end: ProcessEnd
  private hasExited = false
  private lastBreath: NodeJS.Timeout | undefined = undefined

  constructor(child: ChildProcess, pipes: ChildPipes, name: string) {
    this.child = child
    this.end = new ProcessEnd(child.pid === undefined ? name : `${name} (${child.pid})`)
    this.way = new ProcessConnection(pipes.incoming, pipes.outgoing, defaultConnectionLimits, {
      parted: (error) => this.end.parted(error),
      cutOff: () => this.cutOff(),
      broke: (what, error) => {
        this.end.broke(what, error)
        this.kill()
      },
    })
    this.connection = wakeful(this.way)
    this.ended = this.outcome()
  }

  kill(why?: string): void {
    this.end.killed(why)
    this.child.kill('SIGKILL')
  }

  private cutOff(): void {
    // Whoever parts closes its pipes first, and may have things to do before it exits.
    if (this.hasExited || this.end.isForeseen) return
    this.lastBreath ??= setTimeout(
      () => this.kill('was ended by force, since something in it had closed a pipe to this program'),
      LAST_BREATH_MS,
    )
  }

  private async outcome(): Promise<Error | undefined> {
    // Nothing says which of the two is known first.
    const [exit] = await Promise.all([this.exit(), this.way.drained])
    const error = this.end.explain(exit)
    this.way.finish(error)
    return error
  }

  private async exit(): Promise<Exit> {
    const exit = await exitOf(this.child)
    this.hasExited = true
    clearTimeout(this.lastBreath)
    return exit
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
