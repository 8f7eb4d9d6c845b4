import type { ActorRef, ActorSystem, SpawnOptions } from '@troupe/core'
import { here, type Placement } from './placement.ts'

/** Named numbers: what came of a workload, or what should. */
export type Figures = Readonly<Record<string, number>>

/** What came of one run. */
export interface Outcome {
  readonly figures: Figures
  /** How many messages the actors sent each other, the answers to their asks included. */
  readonly messages: number
}

/** The size of the table, or one of a fraction of a second. */
export type SizeName = 'full' | 'small'

/** One size, and the figures that a run of it has to come to. */
export interface Sized<S> {
  readonly size: S
  readonly expected: Figures
}

/** A workload of which nothing need be known to run it. */
export interface Runnable {
  readonly name: string
  readonly full: Sized<unknown>
  readonly small: Sized<unknown>
  runAs(system: ActorSystem, size: SizeName, where?: Placement): Promise<Outcome>
}

/** One workload of the suite. */
export interface Workload<S> extends Runnable {
  readonly full: Sized<S>
  readonly small: Sized<S>
  /** Runs it once, until all its actors have ended. Its figures are not compared with what is expected. */
  run(system: ActorSystem, size: S, where?: Placement): Promise<Outcome>
}

/** The protocol of the actor that conducts a workload. */
export interface ConductorProtocol {
  /** Answered when the work is done. */
  run(): Outcome
}

/** What a workload consists of. */
export interface WorkloadParts<S> {
  readonly name: string
  readonly full: Sized<S>
  readonly small: Sized<S>
  /** Spawns the actor that spawns all the others, and answers `run`. */
  conduct(system: ActorSystem, size: S, where: Placement): ActorRef<ConductorProtocol>
}

/** How the actor that conducts is spawned: its failure ends the run. */
export const conductor: SpawnOptions = { restart: 'temporary' }

const LONGEST_RUN_MS = 600_000

/**
 * Makes a workload of its conductor, which is spawned, asked to run, and stopped with its children.
 *
 * @example
 * ```ts
 * import { createSystem } from '@troupe/core'
 * import { pingPong } from './ping-pong.ts'
 *
 * await using system = await createSystem()
 * console.log(await pingPong.run(system, { pings: 1000 }))
 * ```
 */
export function defineWorkload<S>({ name, full, small, conduct }: WorkloadParts<S>): Workload<S> {
  const run = async (system: ActorSystem, size: S, where: Placement = here): Promise<Outcome> => {
    const ref = conduct(system, size, where)
    try {
      return await ref.with({ timeout: LONGEST_RUN_MS }).ask('run')
    } finally {
      await system.stop(ref)
    }
  }
  const sizes = { full, small }
  return { name, full, small, run, runAs: (system, size, where) => run(system, sizes[size].size, where) }
}
