import type { Connection } from './connection.ts'

/** A place for one node: its number, which no other node of the system ever has, and its name. */
export interface Seat {
  readonly node: number
  readonly name: string
}

/** A node that was launched: a thread or process that may not have come up yet. */
export interface LaunchedNode {
  readonly connection: Connection
  /** Resolves when the thread or process is gone, with what ended it unless it left in peace. Never rejects. */
  readonly ended: Promise<Error | undefined>
  /**
   * Ends it at once, by force.
   *
   * @param why what its error is to say after the node's name, if there is more to say than that
   */
  kill(why?: string): void
}

/** Launches the nodes of one group. What `workers(...)` and `processes(...)` differ in. */
export interface Launcher {
  /** Nodes of launchers with the same medium can be connected directly, if {@link Launcher.bridge} is there. */
  readonly medium: string
  /** Starts a node for that seat, and returns at once: whether it comes up is said over its connection. */
  launch(seat: Seat): LaunchedNode
  /**
   * Connects two launched nodes of this medium directly. Each is given a connection by what its side of the transport
   * passes to `startNode` as `bridges`. Without this method, nodes reach each other through their parent.
   */
  bridge?(one: BridgeEnd, other: BridgeEnd): void
}

/** One of two nodes to be connected directly. */
export interface BridgeEnd {
  readonly seat: Seat
  readonly launched: LaunchedNode
}
