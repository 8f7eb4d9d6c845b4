import type { Placement } from '../cell/host.ts'
import type { LocalSystem } from './local-system.ts'

/** The nodes of one group, as the system uses them. */
export interface NodeGroup extends Placement {
  /** The group's name, as given under `nodes`. */
  readonly name: string
  /** The names of its nodes: `cpu-0`, `cpu-1` and so on. */
  readonly nodeNames: readonly string[]
  /** Where actors live that are spawned on that one node. */
  node(name: string): Placement | undefined
  /** Ends the nodes: politely, and after `deadline` milliseconds by force. Never rejects. */
  shutdown(deadline: number): Promise<void>
}

/** What `nodes` of `createSystem` is given: `workers(...)` and `processes(...)` return one. */
export interface NodeProvider {
  /**
   * Starts the nodes and resolves when all are up.
   *
   * @throws NodeStartError when one cannot start; those that did have ended again
   */
  join(system: LocalSystem, group: string): Promise<NodeGroup>
}
