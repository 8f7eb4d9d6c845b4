import { type ChildProcess, spawn } from 'node:child_process'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import {
  type LaunchedNode,
  type Launcher,
  type ModuleSettings,
  type Seat,
  StillbornNode,
} from '@troupe/core/remote'
import { checkLaunch } from '@troupe/loader'
import { childArgument, INCOMING_FD, OUTGOING_FD } from '../child/child-data.ts'
import type { ProcessesOptions } from '../processes-options.ts'
import { forwardOutput } from './output.ts'
import { type ChildPipes, ProcessNode } from './process-node.ts'

/** What a launcher of processes has to know. */
export interface ProcessLauncherOptions
  extends ModuleSettings,
    Pick<ProcessesOptions, 'args' | 'cwd' | 'env' | 'execArgv' | 'output'> {
  /** The first file that a process runs: plain JavaScript. */
  readonly bootstrap: URL
}

/** Launches child processes. They reach each other through their parent. */
export class ProcessLauncher implements Launcher {
  readonly medium = 'process'
  private readonly options: ProcessLauncherOptions

  constructor(options: ProcessLauncherOptions) {
    this.options = options
  }

  launch(seat: Seat): LaunchedNode {
    try {
      const child = this.start(seat)
      const pipes = pipesOf(child)
      forwardOutput(child, seat.name, this.options.output)
      return new ProcessNode(child, pipes, seat.name)
    } catch (error) {
      return new StillbornNode(`The process ${seat.name} could not be started`, error)
    }
  }

  private start(seat: Seat): ChildProcess {
    const {
      bootstrap,
      module,
      environment,
      askTimeout,
      args = [],
      cwd,
      env,
      execArgv = [],
      output = 'inherit',
    } = this.options
    checkLaunch(module, bootstrap)
    const argument = childArgument({ seat, module, environment, askTimeout })
    const written = typeof output === 'string' ? output : 'pipe'
    return spawn(process.execPath, [...execArgv, fileURLToPath(bootstrap), argument, ...args], {
      stdio: ['ignore', written, written, 'pipe', 'pipe'],
      ...(cwd !== undefined && { cwd }),
      ...(env && { env }),
    })
  }
}

function pipesOf(child: ChildProcess): ChildPipes {
  // Node opens no pipes at all when it has no descriptors left.
  const { [INCOMING_FD]: outgoing, [OUTGOING_FD]: incoming } = child.stdio ?? []
  if (incoming instanceof Readable && outgoing instanceof Writable) return { incoming, outgoing }
  child.on('error', () => {})
  throw new Error('its pipes could not be opened; too many files may be open')
}
