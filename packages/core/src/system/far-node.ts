import type { ActorView, ViewLimits } from '../picture/actor-view.ts'

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
}
