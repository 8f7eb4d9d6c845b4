import type { Watching } from './death-watch.ts'
import type { HeldReplies } from './held-replies.ts'
import type { Links } from './links.ts'

/** What binds an actor to others; most have none of it, and no ties. */
export class Ties {
  /** Whom it watches. */
  watching: Watching | undefined = undefined
  /** Whom it falls with. */
  links: Links | undefined = undefined
  /** Whom it owes an answer. */
  replies: HeldReplies | undefined = undefined
}
