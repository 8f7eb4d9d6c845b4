/** What is known of a ref whatever its protocol: which actor it names. */
export interface AnyActorRef {
  /** Where the actor lives and what it is called: `troupe://node/parent/name`. Unique among living actors. */
  readonly path: string
  /** Whether both refs name the same actor, wherever they were received from. */
  equals(other: AnyActorRef): boolean
  /** Marks refs for the compiler; the value is never read. */
  readonly isActorRef: true
}
