import { Cell } from '../cell/cell.ts'
import type { MailboxStats } from '../cell/mailbox-stats.ts'
import type { LinkStats } from './link-stats.ts'

/**
 * How one actor is doing.
 *
 * @example
 * ```ts
 * import type { ActorStats } from '@troupe/core'
 *
 * export const line = ({ definition, mailbox }: ActorStats): string => `${definition}: ${mailbox.waiting} waiting`
 * ```
 */
export interface ActorStats {
  /** The name of its definition. */
  readonly definition: string
  readonly mailbox: MailboxStats
}

/**
 * How the actors of one node are doing, and its links to others: plain data, taken at one moment.
 *
 * @example
 * ```ts
 * import type { SystemStats } from '@troupe/core'
 *
 * export function busiest({ actors }: SystemStats): string | undefined {
 *   const paths = Object.keys(actors)
 *   return paths.sort((a, b) => (actors[b]?.mailbox.waiting ?? 0) - (actors[a]?.mailbox.waiting ?? 0))[0]
 * }
 * ```
 */
export interface SystemStats {
  /** The living actors by their paths, parents before their children. */
  readonly actors: Readonly<Record<string, ActorStats>>
  /** The links to other nodes by their names: to those that live, and that something has been sent to or heard of. */
  readonly links: Readonly<Record<string, LinkStats>>
}

/** The stats of all actors below `guardian` that live on this node. */
export function statsBelow(guardian: Cell): SystemStats['actors'] {
  const actors: Record<string, ActorStats> = {}
  const found = [...guardian.children.all]
  for (const { subordinate: actor } of found) {
    if (!(actor instanceof Cell)) continue
    actors[actor.path] = { definition: actor.birth.definition.name, mailbox: actor.stats }
    // One by one: what is spread lies on the stack, and an actor may have more children than fit there.
    for (const child of actor.children.all) found.push(child)
  }
  return actors
}
