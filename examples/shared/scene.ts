import { type ActorSystem, createSystem, type Logger, type SpawnOptions } from '@troupe/core'
import { type Placement, stageFor } from './placement.ts'
import type { TraceFile } from './trace-file.ts'

/** Where an example is played, and who looks on. */
export interface Scene {
  readonly on: Placement
  /** Where each of its systems is drawn, if anywhere. */
  readonly trace?: TraceFile | undefined
  /** Told how far long work has come. */
  readonly report?: (label: string, done: number, total: number) => void
}

/** What the nodes of an example are, beside where they are. */
export interface Cast {
  /** What the nodes are called: `players-0`, `players-1`. */
  readonly group: string
  /** The module that exports the definitions. */
  readonly actors: URL
  readonly count: number
  /** Leaves out what the nodes and the system itself would print. */
  readonly isQuiet?: boolean
  /** Milliseconds that a node may take to start. */
  readonly startTimeout?: number
}

/** A system with the nodes that an example needs, and the option of `spawn` that puts an actor there. */
export interface Stage extends AsyncDisposable {
  readonly system: ActorSystem
  readonly there: SpawnOptions
}

const silence: Logger = { write() {} }

/** Starts the nodes of an example. Ctrl-C ends them in good order; so does leaving the block that holds the stage. */
export async function openStage({ on, trace }: Scene, cast: Cast): Promise<Stage> {
  const { group, actors, count, isQuiet, startTimeout } = cast
  const { nodes, spawn } = stageFor(on, group, actors, count, {
    ...(isQuiet && { output: 'ignore' }),
    ...(startTimeout && { startTimeout }),
  })
  const system = await createSystem({
    nodes,
    shutdownOn: ['SIGINT', 'SIGTERM'],
    ...(isQuiet && { logger: silence }),
  })
  const recording = await trace?.record(system)
  return {
    system,
    there: spawn,
    async [Symbol.asyncDispose]() {
      await recording?.end()
      await system.shutdown()
    },
  }
}
