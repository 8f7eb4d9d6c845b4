/** How one actor stands, for people to see. */
export interface Standing {
  /** Where it is in its life: `running`, `suspended`, `stopping`. */
  readonly state: string
  /** The message whose handler keeps the others waiting, if there is one. */
  readonly awaiting: string | undefined
  /** Messages in its mailbox, and those that it has put aside. */
  readonly waiting: number
  readonly stashed: number
  /** How often it was started anew. */
  readonly restarts: number
  /** How many watch it. */
  readonly watchers: number
}

/** One actor as its node sees it, with some of its children. */
export interface ActorView {
  readonly uid: number
  /** Its name among its siblings: `account`, or `Account$7` for one that was given none. */
  readonly name: string
  /** The name of its definition. */
  readonly definition: string
  /** The name of the node that it lives on. */
  readonly node: string
  /** Nothing for a child that lives on another node than its parent: that node knows. */
  readonly standing: Standing | undefined
  /** How many children it has. */
  readonly childCount: number
  /** The first of them. */
  readonly children: readonly ActorView[]
}

/** How much of a tree is looked at. */
export interface ViewLimits {
  /** How many children of one actor at most. */
  readonly width: number
  /** How many actors in all. */
  readonly most: number
}

/** A node, as it is shown above the actors. */
export interface NodeView {
  readonly name: string
  /** What it is, in words: `thread, process 4711, thread 2`. */
  readonly kind: string
  /** Why it said nothing, where that is so. */
  readonly silence: string | undefined
}

/** The actors of a system at about one moment: those of other nodes a little later than those of this one. */
export interface SystemView {
  readonly nodes: readonly NodeView[]
  /** What all actors descend from. */
  readonly root: ActorView
}
