/** Follows who acts: what a handler does after an `await` is still its actor's, though no turn of it goes on. */
export interface Trail {
  /** The actor that the running code belongs to; nothing for code outside of actors. */
  readonly current: string | undefined
  /** The running code, and what will come of it, belongs to that actor. */
  enter(path: string): void
  end(): void
}
