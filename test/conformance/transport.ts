import type { NodeProvider } from '@troupe/core'
import type { NodeSupervision } from '@troupe/core/remote'

/** A way in which a node can come to its end against its will. */
export interface NodeEnd {
  /** What happens to it, to follow "a node that". */
  readonly name: string
  /** What its error must tell. */
  readonly says: RegExp
  /** Ends the node that was launched with that name. `saboteur` lives on it. */
  end(target: {
    readonly node: string
    readonly saboteur: import('./actors.ts').SaboteurRef
  }): Promise<void> | void
}

/** A module that cannot be a node's. */
export interface BrokenModule {
  /** What is wrong with it, to follow "a module that". */
  readonly name: string
  /** A part of the real cause. */
  readonly cause: RegExp
  /** Milliseconds after which it is given up, if it says nothing at all. */
  readonly takes?: number
  nodes(count: number): NodeProvider
}

/** One implementation of nodes, as the suite needs to know it. */
export interface Transport {
  readonly name: string
  /** Nodes that know what `actors.ts` exports. */
  nodes(count: number, supervision?: NodeSupervision): NodeProvider
  readonly ends: readonly NodeEnd[]
  /** Ways in which a node can go on without ever answering again. */
  readonly hangs: readonly NodeEnd[]
  readonly brokenModules: readonly BrokenModule[]
  /** Whether a node has an event loop of its own, which an actor can block. */
  readonly isApart: boolean
}
