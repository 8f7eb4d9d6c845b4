import type { SpawnOptions } from '@troupe/core'

/** Where the actors of a workload live, except the one that conducts it, which stays here. */
export interface Placement {
  /** The group of nodes by whose turns they are spawned; this thread unless said. */
  readonly on?: string
  /** Where actors spawn actors: so many generations are spread over the group, and later ones stay where they are. */
  readonly generations?: number
}

/** All in this thread. */
export const here: Placement = Object.freeze({})

/** A workload has no use for a second life: whatever fails ends the run with its cause. */
const escalate = () => 'escalate' as const
const near: SpawnOptions = Object.freeze({ decide: escalate })

/** How a member of a workload is spawned. */
export function member({ on }: Placement): SpawnOptions {
  return on === undefined ? near : { on, decide: escalate }
}

/** The placement of the next generation. */
export function descend(where: Placement): Placement {
  const { on, generations = 1 } = where
  if (on === undefined) return where
  return generations > 1 ? { on, generations: generations - 1 } : here
}
