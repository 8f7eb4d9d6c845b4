const UIDS_PER_NODE = 2 ** 32

/** What is below all numbers of actors that a node spawns, and above those of the nodes before it. */
export function uidsFrom(node: number): number {
  return node * UIDS_PER_NODE
}

/** The node that gave an actor its number: the one that spawned it, wherever it lives. */
export function originOf(uid: number): number {
  return Math.floor(uid / UIDS_PER_NODE)
}
