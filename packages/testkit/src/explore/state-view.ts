import type { DeadLetter } from '@troupe/core'
import type { World, WorldFailure } from '../world/schedule.ts'

/**
 * What a property can look at: the actors' states between two events. What it reads is noted, since events that change
 * what a property reads must be tried in every order.
 *
 * @example
 * ```ts
 * import type { StateView } from '@troupe/testkit'
 *
 * export const agreement = (s: StateView): boolean => s.stateOf('a') === s.stateOf('b')
 * ```
 */
export interface StateView {
  /**
   * What the actor of that path shows of its state; `undefined` where no such actor lives. The type is the reader's word.
   *
   * @throws NoStateError where the actor shows nothing
   */
  stateOf<T = unknown>(path: string): T | undefined
  /** The paths of the actors that live, in the order they were spawned. */
  readonly actors: readonly string[]
  /** What actors failed with so far. */
  readonly failures: readonly WorldFailure[]
  /** The messages that were given up so far. */
  readonly deadLetters: readonly DeadLetter[]
}

/** Something that a property read: an actor's state, by its path, or one of the lists that tell of all actors. */
export type Reading = { readonly actor: string } | 'actors' | 'failures' | 'deadLetters'

/** A view that tells `note` what is read. */
export class NotingView implements StateView {
  private readonly world: World
  private readonly note: (reading: Reading) => void

  constructor(world: World, note: (reading: Reading) => void) {
    this.world = world
    this.note = note
  }

  stateOf<T = unknown>(path: string): T | undefined {
    this.note({ actor: path })
    if (!this.world.actors.includes(path)) return undefined
    return this.world.stateOf(path) as T
  }

  get actors(): readonly string[] {
    this.note('actors')
    return this.world.actors
  }

  get failures(): readonly WorldFailure[] {
    this.note('failures')
    return this.world.failures
  }

  get deadLetters(): readonly DeadLetter[] {
    this.note('deadLetters')
    return this.world.deadLetters
  }
}
