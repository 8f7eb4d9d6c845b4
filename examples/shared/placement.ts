import { threadId } from 'node:worker_threads'
import type { AnyActorRef, NodeProvider, SpawnOptions } from '@troupe/core'
import { processes } from '@troupe/transport-ipc'
import { workers } from '@troupe/transport-worker'

/** Where an example's actors live. */
export const placements = ['here', 'threads', 'processes'] as const
export type Placement = (typeof placements)[number]

/** How a sentence says where the actors live. */
export const inPlacement: Readonly<Record<Placement, string>> = {
  here: 'in this thread',
  threads: 'in worker threads',
  processes: 'in child processes',
}

/** What a placement comes to: the nodes that a system has to have, and the option of `spawn`. */
export interface Stage {
  readonly nodes: Readonly<Record<string, NodeProvider>>
  readonly spawn: SpawnOptions
}

/** What nodes may be told, be they threads or processes. */
interface NodeOptions {
  /** What to do with what the nodes write: passed on unless said. */
  readonly output?: 'ignore'
  /** Milliseconds that a node may take to start. */
  readonly startTimeout?: number
}

/**
 * @param group what the nodes are called: `players-0`, `players-1`
 * @param module the module that exports the definitions
 */
export function stageFor(
  placement: Placement,
  group: string,
  module: URL,
  count: number,
  options: NodeOptions = {},
): Stage {
  if (placement === 'here') return { nodes: {}, spawn: {} }
  const launch = placement === 'threads' ? workers : processes
  return { nodes: { [group]: launch(module, { count, ...options }) }, spawn: { on: group } }
}

/** Where an actor really is, as it says itself. */
export interface Whereabouts {
  readonly node: string
  readonly process: number
  readonly thread: number
}

/** To be called where the actor lives. */
export function whereabouts(self: AnyActorRef): Whereabouts {
  return { node: new URL(self.path).host, process: process.pid, thread: threadId }
}

export function describeWhereabouts({ node, process, thread }: Whereabouts): string {
  return `node ${node}, process ${process}, thread ${thread}`
}
