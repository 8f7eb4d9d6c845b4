import type { LogLevel } from '../env/logger.ts'
import type { Random } from '../env/random.ts'
import type { ActorRef } from '../message/actor-ref.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Down } from '../message/down.ts'
import type { Later } from '../message/later.ts'
import type { Answer, Arguments, Message, MessageName } from '../message/protocol.ts'
import type { Reply } from '../message/reply.ts'
import type { ActorDefinition } from './actor-definition.ts'
import type { ActorGroup, GroupOptions } from './group.ts'
import type { Handlers } from './handlers.ts'
import type { Names } from './names.ts'
import type { SpawnOptions } from './spawn-options.ts'
import type { Timers } from './timers.ts'

/** A watch that was begun; hand it to `unwatch` to end it alone. */
export interface Watch {
  readonly ref: AnyActorRef
}

/** How an actor is told of the end of another. */
export interface WatchOptions {
  /** Fail with a `DeathPactError` if no handler for `down` is there to be told. */
  readonly pact?: boolean
}

/**
 * What happens to an actor beside its messages, and what its listeners are called with.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 *
 * export const Tidy = defineActor('Tidy', (ctx: ActorContext<{ work(): void }>) => {
 *   ctx.on('restart', (error) => ctx.log.write('info', 'begins anew', error))
 *   ctx.on('stopped', () => ctx.log.write('info', 'has tidied up'))
 *   return { work() {} }
 * })
 * ```
 */
export interface LifecycleSignals {
  /** The setup has returned its handlers. */
  started(): void
  /**
   * The actor is to stop when all that waits has been handled: from now on it takes in nothing more, not even what it sends
   * itself. Let go of whatever would wait for another message. Told at once, before what waits is handled.
   */
  draining(): void
  /**
   * This life is to end, by a stop or a restart. What is handled now may still finish, for as long as `stopTimeout` says:
   * let go of whatever it waits for in vain. `drain` is true where all that waited has been handled. A kill is not announced.
   */
  stopping(drain: boolean): void
  /**
   * This life ends and another is to begin; the children have stopped already. `error` is what failed; `undefined` for a
   * permanent actor that stopped itself, and for one that is started anew with another of its group. Nothing can be spawned
   * from here.
   */
  restart(error: unknown): void
  /** The actor has ended; nothing can be sent from here but plain tells. */
  stopped(): void
  /** A watched actor has ended. */
  down(down: Down): void
  /** A child failed; supervision decides after this. */
  'child-failed'(child: AnyActorRef, error: unknown): void
}

/** Writes lines that name the actor. */
export interface ActorLog {
  /** Writes a line; `details` is for machines: an error, or plain data. */
  write(level: LogLevel, text: string, details?: unknown): void
}

/** The arguments of `spawn` after the definition: setup arguments may be left out where none is needed. */
export type SpawnArguments<A extends readonly unknown[]> = [] extends A
  ? [args?: A, options?: SpawnOptions]
  : [args: A, options?: SpawnOptions]

/**
 * What an actor knows and can do. Given to its setup; it belongs to one life of the actor, and to the actor's own turns:
 * used elsewhere (in a callback of a timer, say, or after the actor stopped), all but `self`, `parent`, `log`,
 * `random` and `abortSignal` throw an `OutsideTurnError`.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor } from '@troupe/core'
 *
 * interface PageProtocol {
 *   load(url: string): void
 *   loaded(status: number): void
 * }
 *
 * export const Page = defineActor('Page', (ctx: ActorContext<PageProtocol>) => ({
 *   load(url) {
 *     ctx.pipe(
 *       fetch(url, { signal: ctx.abortSignal }).then((response) => response.status),
 *       'loaded',
 *     )
 *   },
 *   loaded(status) {
 *     if (status === 410) ctx.stop()
 *   },
 * }))
 * ```
 */
export interface ActorContext<P> {
  /** The ref of this actor: the same object in each of its lives. */
  readonly self: ActorRef<P>
  /** The actor that spawned this one; `undefined` for those that the system spawned. */
  readonly parent: AnyActorRef | undefined
  /** The children that are alive, in the order they were spawned. */
  readonly children: readonly AnyActorRef[]
  /**
   * Aborts when this life of the actor ends: hand it to whatever the actor waits for. Read in the handler of an ask, it also
   * aborts when whoever asked gives up before the answer (its time is over, its signal aborts, it ends, its node is lost);
   * the reason is an `AskGivenUpError` then, and a handler that ends with it does not fail the actor.
   */
  readonly abortSignal: AbortSignal
  readonly log: ActorLog
  /** The registry: names that are unique in the whole system. */
  readonly names: Names
  /** The chance of the system's environment: what an actor draws here, a test can repeat. */
  readonly random: Random
  /** Messages to itself, sent later. */
  readonly timers: Timers<P>
  /**
   * Spawns a child. A ref comes back at once, wherever the child will live; what is sent to it waits in order.
   *
   * @throws NameTakenError, InvalidNameError, NoSuchNodeError, InvalidOptionError, UnsendableError
   */
  spawn<Q, A extends readonly unknown[]>(
    definition: ActorDefinition<Q, A>,
    ...rest: SpawnArguments<A>
  ): ActorRef<Q>
  /**
   * Makes a group of children that start in order, stop in reverse, and are started anew together as its strategy says.
   *
   * @throws InvalidOptionError for a strategy that does not exist, or a budget or delay that is negative or no number
   */
  group(options: GroupOptions): ActorGroup
  /**
   * Stops a child, or this actor when called without one, after the message it handles now.
   *
   * @throws InvalidOptionError for a ref that is no child
   */
  stop(child?: AnyActorRef): void
  /** Asks to be told, by one `down` signal, when `ref` ends; at once if it has ended. A restart is not an end. */
  watch(ref: AnyActorRef, options?: WatchOptions): Watch
  /**
   * Like `watch`, but the end of `ref` comes as a message of this actor's own protocol instead of the `down` signal: once,
   * in the place among the messages that the signal would have, and never after `unwatch` or a restart. What it carries
   * is given here, and is frozen or copied as what is sent.
   *
   * @throws UnsendableError for a value that cannot be sent; InvalidNameError where `name` is no string
   *
   * @example
   * ```ts
   * import { type ActorContext, type AnyActorRef, defineActor } from '@troupe/core'
   *
   * interface LobbyProtocol {
   *   enter(player: AnyActorRef, seat: number): void
   *   left(seat: number): void
   * }
   *
   * export const Lobby = defineActor('Lobby', (ctx: ActorContext<LobbyProtocol>) => {
   *   const taken = new Set<number>()
   *   return {
   *     enter(player, seat) {
   *       taken.add(seat)
   *       ctx.watchWith(player, 'left', seat)
   *     },
   *     left: (seat) => void taken.delete(seat),
   *   }
   * })
   * ```
   */
  watchWith<K extends MessageName<P>>(ref: AnyActorRef, name: K, ...args: Arguments<P, K>): Watch
  /** Ends one watch, or all watches of a ref: no end of it is told after this, even if the word of it waits already. */
  unwatch(watch: Watch | AnyActorRef): void
  /**
   * Links this actor with another: when either ends, and not by being stopped, the other fails with a
   * `LinkedActorError`, and its own supervision decides what follows; at once if `ref` has ended. Being stopped, by
   * whomever, is an orderly end, and a restart is none. A link holds until one of the two ends it or ends; linking
   * again changes nothing.
   *
   * @throws InvalidOptionError where `ref` is no ref
   *
   * @example
   * ```ts
   * import { type ActorContext, type AnyActorRef, defineActor } from '@troupe/core'
   *
   * export const Reader = defineActor('Reader', (ctx: ActorContext<{ read(): void }>, writer: AnyActorRef) => {
   *   ctx.link(writer)
   *   return { read() {} }
   * })
   * ```
   */
  link(ref: AnyActorRef): void
  /**
   * Ends the link with another actor, on both sides: neither fails with the other any more, even if the word of an end
   * waits already.
   */
  unlink(ref: AnyActorRef): void
  /**
   * Calls `listener` for each signal of that name during this life. One that throws, or whose promise is rejected, fails the
   * actor while that life goes on, and is reported where it ends. Nobody waits for what a listener promises.
   */
  on<S extends keyof LifecycleSignals>(signal: S, listener: LifecycleSignals[S]): void
  /** Handles the messages that follow by other handlers, until the next `become` or the end of this life. */
  become(handlers: Handlers<P>): void
  /** Whether somebody waits for the answer to the message that is handled: it was sent by `ask`, and not passed on. */
  readonly isAsked: boolean
  /**
   * Takes the answer to the message that is handled, which is named, so that it can be given later or by another actor.
   * Return the reply: what the handler returns is not looked at, while an error that it throws still rejects whoever asked.
   *
   * @throws ReplyTwiceError where it was taken, forwarded or stashed before
   * @throws InvalidOptionError where another message is handled
   */
  reply<K extends MessageName<P>>(name: K): Reply<Answer<P, K>>
  /**
   * Passes the ask that is handled on to another actor, here or on any node: what that one answers goes to whoever asked,
   * and what this handler returns is not looked at any more. How long the asker waits stays as it was. Where a plain
   * `tell` is handled, this is a `tell`.
   *
   * @throws UnsendableError for a value that cannot be sent: the ask is still this actor's to answer
   * @throws ReplyTwiceError where this ask was passed on before
   */
  forward<Q, K extends MessageName<Q>>(
    ref: ActorRef<Q>,
    name: K,
    ...args: Arguments<Q, K>
  ): Later<Answer<Q, K>>
  /**
   * Gives up a message that this actor was sent and can do nothing with: it is counted, logged and published as a dead
   * letter of this actor, with the reason `unhandled`. It may be used at any time, in a `stopped` listener too. Whoever
   * asked is answered as ever, best with a `Rejection`.
   */
  deadLetter(...message: Message<P>): void
  /**
   * Puts the message that is being handled aside, to be handled after {@link ActorContext.unstashAll}. An ask goes on
   * waiting: what this handler returns is not looked at any more. After a restart the next life finds what was put
   * aside ahead of its mailbox; when the actor stops, that becomes dead letters.
   *
   * @throws StashFullError when as many lie there as `mailbox.stash` of `spawn` allows; NothingToStashError where no
   * message is being handled, or it was put aside or passed on already. Then nothing has changed.
   */
  stash(): Later<never>
  /** Puts all that was stashed back, in order and ahead of all messages that wait. Returns how many those are. */
  unstashAll(): number
  /**
   * Sends this actor message `name` when it has handled no other for `wait` milliseconds, and again after each further
   * while of silence, during this life or until {@link ActorContext.cancelReceiveTimeout}. Messages that the definition
   * names under `quiet` do not count; signals do not, and a handler that awaits is no silence. Calling it again
   * replaces the time-out that was set.
   *
   * @throws InvalidOptionError for a time that is not above 0; UnhandledMessageError where there is no handler for
   * `name`; UnsendableError
   */
  receiveTimeout<K extends MessageName<P>>(wait: number, name: K, ...args: Arguments<P, K>): void
  /** Ends the receive time-out: its message is not handled after this, even if it waits already. */
  cancelReceiveTimeout(): void
  /**
   * Sends this actor what a promise settles to: message `name` with the value, or `failed` with the error. Without
   * `failed` a rejection fails the actor. Unlike `await`, other messages are handled meanwhile.
   */
  pipe<T>(promise: PromiseLike<T>, name: MessageName<P>, failed?: MessageName<P>): void
}
