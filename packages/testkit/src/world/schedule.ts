import type { DeadLetter } from '@troupe/core'

/** What may happen to an actor next. */
export type WorldEventKind = 'deliver' | 'resume' | 'timer' | 'crash' | 'restart' | 'drop' | 'duplicate'

/**
 * One thing that can happen next. Actors are named by their paths without the node they all live on: `desk/parser`.
 * What is sent from outside the actors comes from `''`.
 */
export interface WorldEvent {
  /**
   * The same in every run in which it happens: `a→b#3` is the third message that `a` sends `b`, `a⇢b#1` the first answer
   * that `a` gives `b`, `timer b#2` the second timer that `b` sets.
   */
  readonly id: string
  /** `deliver`: a message, or the word of an actor's end, is handled. `resume`: an answer reaches the asker that awaits it. */
  readonly kind: WorldEventKind
  /** The actor whose state it changes. */
  readonly owner: string
  /**
   * What goes through one channel arrives in the order sent, unless the world's channels are unordered: two events of it
   * are never enabled together.
   */
  readonly channel: string | undefined
  /** The name of a message, or of the ask that is answered. */
  readonly name: string | undefined
  readonly payload: unknown
  /** Whether the payload is an array of several arguments. */
  readonly isSpread?: boolean
  /** The index of the step during which it came into being; -1 for the setup. */
  readonly createdBy: number
  /** Its place among all that came into being in this run: of two, the older one has the lower. */
  readonly order: number
  /** Whether it happens only when nothing else can: a deadline of the runtime, or any timer where they are to be `idle`. */
  readonly whenIdle?: boolean
}

/** An ask that has not been answered. */
export interface OpenAsk {
  /** Who asks; `''` for the program outside. */
  readonly from: string
  readonly to: string
  readonly name: string
}

/** A message that was not handled; `path` is the short one. */
export interface LostMessage extends DeadLetter {
  /** Who had sent it; `''` for the program outside. */
  readonly from: string
}

/** What an actor, or the system, reported as a failure. */
export interface WorldFailure {
  readonly owner: string
  readonly error: unknown
  /** The message that was being handled, if one was. */
  readonly message: string | undefined
}

/** One run of one program of actors, from its setup on, in which nothing happens but what is chosen. */
export interface World {
  /** How many steps have been taken. */
  readonly steps: number
  /** What can happen next: messages and answers, the oldest first, then faults, then timers. */
  enabled(): readonly WorldEvent[]
  /**
   * Lets one event happen, and all that follows from it at once, until everything waits for another event. Returns a
   * promise only where a promise is involved: a handler that awaits, an ask.
   *
   * @param event one that is enabled; one of another run counts as the one here with the same id
   * @throws EventNotEnabledError
   */
  step(event: Pick<WorldEvent, 'id'>): void | Promise<void>
  /**
   * The actors whose state the last step has changed, the owner first: most steps change one. An actor that it began or
   * ceased to watch counts as changed.
   */
  readonly touched: readonly string[]
  /** Whether the last step set or cancelled a timer of an actor: which one is due first may be another now. */
  readonly changedTimers: boolean
  /** Whether something was decided in the last step by how much time has passed: whether a budget of restarts is spent, say. */
  readonly readClock: boolean
  /** Those who were sent messages in the last step. */
  readonly sentTo: readonly string[]
  /** Those whose mailboxes might be above their high-water marks, or full, if things happened in another order. */
  readonly crowded: readonly string[]
  /** What makes it uncertain which events depend on each other, a sentence each. */
  readonly gaps: ReadonlySet<string>
  /**
   * The state of an actor, by its path: what its handler `[shownState]` returns, or the fields of one that
   * is shaped as a class.
   *
   * @throws NoStateError where there is no such actor, or it does not show its state
   */
  stateOf(path: string): unknown
  /** The paths of the actors that live, in the order they were spawned. */
  readonly actors: readonly string[]
  /** The names of the simulated nodes that are up. */
  readonly nodeNames: readonly string[]
  readonly failures: readonly WorldFailure[]
  readonly deadLetters: readonly LostMessage[]
  /** The asks that wait: where nothing is enabled, they wait for ever. */
  readonly openAsks: readonly OpenAsk[]
  /** The messages that wait: where nothing is enabled, they wait for ever. */
  readonly unread: readonly WorldEvent[]
  /**
   * Every actor's state, every channel's content and the dead letters, as text: two runs that have the same are in the
   * same place, as far as the actors show their states.
   */
  fingerprint(): string
}
