/**
 * What is known of a ref whatever its protocol: which actor it names.
 *
 * @example
 * ```ts
 * import type { AnyActorRef } from '@troupe/core'
 *
 * export function others(all: readonly AnyActorRef[], self: AnyActorRef): readonly AnyActorRef[] {
 *   return all.filter((ref) => !ref.equals(self))
 * }
 * ```
 */
export interface AnyActorRef {
  /** Where the actor lives and what it is called: `troupe://node/parent/name`. Unique among living actors. */
  readonly path: string
  /** Whether both refs name the same actor, wherever they were received from. */
  equals(other: AnyActorRef): boolean
  /** Marks refs for the compiler; the value is never read. */
  readonly isActorRef: true
}
