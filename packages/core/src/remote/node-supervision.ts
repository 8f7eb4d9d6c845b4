import { inWords } from '../base/in-words.ts'
import type { BackoffOptions } from '../behavior/backoff.ts'
import {
  completeSupervision,
  type RestartBudget,
  type RestartPolicy,
  type Supervision,
} from '../behavior/supervision.ts'
import { InvalidOptionError } from '../message/errors.ts'

/**
 * What becomes of the nodes of a group that end, and how one is found that hangs; options of `workers(...)` and
 * `processes(...)`. A node that comes back is a new one under the old name: refs to actors of the old one stay dead.
 */
export interface NodeSupervision {
  /** Whether a node that ended against its will is launched anew; `transient` unless said, `temporary` for never. */
  readonly restart?: RestartPolicy
  /** Three launches within 60,000 ms unless said; each node has a budget of its own, and stays down when it is spent. */
  readonly budget?: RestartBudget
  /** The wait before a launch; none unless said. */
  readonly backoff?: BackoffOptions
  /**
   * Milliseconds in which a node must show a sign of life. One that does not is ended by force, so that an endless loop
   * is found. Unless said, nodes are not asked for any: a handler may compute as long as it likes.
   */
  readonly heartbeat?: number
}

/** {@link NodeSupervision} with nothing left open. */
export interface NodeCare {
  readonly supervision: Supervision
  /** Milliseconds, if any. */
  readonly heartbeat: number | undefined
}

const BUDGET: RestartBudget = { max: 3, within: 60_000 }
const SHORTEST_HEARTBEAT_MS = 20

/** @throws InvalidOptionError for an unknown policy, a budget that makes no sense, or too short a heartbeat */
export function completeNodeSupervision(options: NodeSupervision): NodeCare {
  const { restart = 'transient', budget = BUDGET, backoff, heartbeat } = options
  if (heartbeat !== undefined && !(typeof heartbeat === 'number' && heartbeat >= SHORTEST_HEARTBEAT_MS)) {
    throw new InvalidOptionError(
      `heartbeat must be a number of at least ${SHORTEST_HEARTBEAT_MS} ms, not ${inWords(heartbeat)}; leave it out for none.`,
    )
  }
  return { supervision: completeSupervision({ restart, budget, ...(backoff && { backoff }) }), heartbeat }
}
