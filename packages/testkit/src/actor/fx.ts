import type { GroupStrategy, LogLevel } from '@troupe/core'
import type { Effect } from './effect.ts'

/** Matches the spawn of a child, whatever its definition and arguments. */
class AnySpawn {
  readonly type = 'spawn'
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  asymmetricMatch(effect: unknown): boolean {
    if (typeof effect !== 'object' || effect === null || !('type' in effect) || !('name' in effect))
      return false
    return effect.type === 'spawn' && effect.name === this.name
  }

  /** How test runners show it. */
  toAsymmetricMatcher(): string {
    return `fx.spawn('${this.name}')`
  }
}

/**
 * Makes effects to compare with what an actor did, by `toEqual` and the like. Actors are called by their names; the actor
 * under test is `self`.
 *
 * @example
 * ```ts
 * import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
 * import { fx, testActor } from '@troupe/testkit'
 *
 * interface Ear {
 *   hear(word: string): void
 * }
 *
 * const Echo = defineActor('Echo', (_ctx: ActorContext<Ear>, to: ActorRef<Ear>) => ({
 *   hear: (word) => void to.tell('hear', word),
 * }))
 *
 * const t = testActor(Echo, (stub) => [stub<Ear>('wall')])
 * t.send('hear', 'hello')
 * console.log(JSON.stringify(t.effects()) === JSON.stringify([fx.tell('wall', 'hear', 'hello')]))
 * ```
 */
export const fx = {
  /** The spawn of a child; its definition's name and its arguments are compared only if they are given. */
  spawn(
    name: string,
    definition?: { readonly name: string },
    args: readonly unknown[] = [],
  ): Effect | AnySpawn {
    return definition === undefined
      ? new AnySpawn(name)
      : { type: 'spawn', name, definition: definition.name, args }
  },
  /** A message was sent. */
  tell: (to: string, name: string, ...args: unknown[]): Effect => ({ type: 'tell', to, name, args }),
  /** An answer was asked for. */
  ask: (to: string, name: string, ...args: unknown[]): Effect => ({ type: 'ask', to, name, args }),
  /** The ask that is handled was passed on. */
  forward: (to: string, name: string, ...args: unknown[]): Effect => ({ type: 'forward', to, name, args }),
  /** The end of an actor is to be told, by the signal `down`. */
  watch: (actor: string): Effect => ({ type: 'watch', actor }),
  /** The end of an actor is to be told, by this message. */
  watchWith: (actor: string, name: string, ...args: unknown[]): Effect => ({
    type: 'watchWith',
    actor,
    name,
    args,
  }),
  /** All watches of an actor were ended. */
  unwatch: (actor: string): Effect => ({ type: 'unwatch', actor }),
  /** The actor was linked with another. */
  link: (actor: string): Effect => ({ type: 'link', actor }),
  /** A link was ended. */
  unlink: (actor: string): Effect => ({ type: 'unlink', actor }),
  /** A child, or `self`, was told to stop. */
  stop: (actor: string): Effect => ({ type: 'stop', actor }),
  /** A child, or `self`, was started anew by its supervision. */
  restart: (actor: string): Effect => ({ type: 'restart', actor }),
  /**
   * A timer was set, which goes off once.
   *
   * @param delay milliseconds
   */
  after: (key: string, delay: number, name: string, ...args: unknown[]): Effect => ({
    type: 'after',
    key,
    time: delay,
    name,
    args,
  }),
  /**
   * A timer was set, which goes off again and again.
   *
   * @param interval milliseconds
   */
  every: (key: string, interval: number, name: string, ...args: unknown[]): Effect => ({
    type: 'every',
    key,
    time: interval,
    name,
    args,
  }),
  /** The timer of a key was ended. */
  cancel: (key: string): Effect => ({ type: 'cancel', key }),
  /** All timers were ended. */
  cancelAll: (): Effect => ({ type: 'cancelAll' }),
  /**
   * A message is to come when no other has for so long.
   *
   * @param wait milliseconds
   */
  receiveTimeout: (wait: number, name: string, ...args: unknown[]): Effect => ({
    type: 'receiveTimeout',
    time: wait,
    name,
    args,
  }),
  /** The receive time-out was ended. */
  cancelReceiveTimeout: (): Effect => ({ type: 'cancelReceiveTimeout' }),
  /** A group was made; what it spawns are spawns like others. */
  group: (strategy: GroupStrategy): Effect => ({ type: 'group', strategy }),
  /** A group was told to stop. */
  stopGroup: (): Effect => ({ type: 'stopGroup' }),
  /** An actor was to have a name of the registry. */
  register: (name: string, actor: string): Effect => ({ type: 'register', name, actor }),
  /** A name of the registry was given back. */
  unregister: (name: string, actor: string): Effect => ({ type: 'unregister', name, actor }),
  /** The registry was asked for a name. */
  whereIs: (name: string): Effect => ({ type: 'whereIs', name }),
  /** A message was given up by `ctx.deadLetter`. */
  deadLetter: (name: string, ...args: unknown[]): Effect => ({ type: 'deadLetter', name, args }),
  /** A line was written to the log. */
  log: (level: LogLevel, text: string, details?: unknown): Effect => ({ type: 'log', level, text, details }),
  /** The answer that a handler gave, if it is not `undefined`. */
  reply: (value: unknown): Effect => ({ type: 'reply', value }),
  /** A handler answered with a `Rejection` of this message. */
  reject: (message: string): Effect => ({ type: 'reject', message }),
  /** The actor failed with an error of this message. */
  fail: (message: string): Effect => ({ type: 'fail', message }),
  /** The handlers were exchanged. */
  become: (): Effect => ({ type: 'become' }),
  /** The message that is handled was put aside. */
  stash: (): Effect => ({ type: 'stash' }),
  /** All that was put aside was taken back. */
  unstash: (): Effect => ({ type: 'unstash' }),
  /** The outcome of a promise is to come back as message `name`. */
  pipe: (name: string): Effect => ({ type: 'pipe', name }),
}
