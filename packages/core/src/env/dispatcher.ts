/** What a dispatcher runs: an actor that has something to do. */
export interface Turn {
  /** Handles up to `limit` messages and returns how many it handled. */
  run(limit: number): number
}

/** Decides which actor runs next. The only place where the order of turns is chosen. */
export interface Dispatcher {
  /** The actor whose turn, or whose awaited answer's continuation, runs at this moment. */
  current: Turn | undefined
  /**
   * Gives `turn` a turn. The caller sees to it that it waits only once.
   *
   * @param isFirst whether it never had one
   */
  schedule(turn: Turn, isFirst: boolean): void
  /**
   * Calls `settle`, which settles a promise, and pauses after the turn that runs now, until what awaits that promise
   * has continued. Meanwhile, and only then, {@link Dispatcher.current} names the actor of this turn, so that what it
   * asks there is known to be asked by it.
   */
  breathe(settle: () => void): void
  /** Runs `task` when the turns that are under way have ended, or at once after the running code if none is. */
  afterTurns(task: () => void): void
  /**
   * Told of each promise that an actor waits for: what a handler or a setup returned, or what was piped. For tests, which
   * go on only when all has come to rest.
   */
  expects?(promise: PromiseLike<unknown>): void
  /**
   * Told that the running code looks at another actor: begins or ends a watch of it, waits for room in its mailbox, asks it
   * while it may wait for this very answer. What comes of that depends on what the other one has done by then. For tests,
   * which look for all that depends on the order of turns.
   */
  meets?(watched: Turn): void
  /**
   * Told of each promise of room on the way to an actor on another node, for which the running code may wait. For tests,
   * which know by this that such a wait is no endless one.
   */
  holdsUp?(promise: PromiseLike<void>): void
}
