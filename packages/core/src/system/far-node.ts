import type { ActorView, ViewLimits } from '../picture/actor-view.ts'
import type { TraceStep } from '../picture/trace-step.ts'

/** Another node, as the main one asks it what goes on there. */
export interface FarNode {
  readonly name: string
  /** What it is, in words: `thread, process 4711, thread 2`. */
  readonly kind: string
  /**
   * How some actors of that node stand, and their children. Those that have ended are left out.
   *
   * @throws NodeDownError when the node ends before it has answered; one that does not answer leaves this open
   */
  survey(uids: readonly number[], limits: ViewLimits): Promise<readonly ActorView[]>
  /**
   * Has that node record what happens there.
   *
   * @param most how many steps are kept
   * @param take called with more of them, and with how many were not kept so far
   */
  record(most: number, take: (steps: readonly TraceStep[], left: number) => void): FarRecording
}

/** What another node records. The end of that node ends it, too. */
export interface FarRecording {
  /** Resolves when it records. */
  readonly begun: Promise<void>
  /** Resolves when all has come that was recorded; a node that does not answer leaves this open. */
  stop(): Promise<void>
}
