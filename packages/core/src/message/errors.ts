import type { DownReason } from './down.ts'

const brand: unique symbol = Symbol.for('troupe.error')

/** What every error of Troupe may be given beside its message. */
export interface TroupeErrorOptions {
  /** The error that led to this one. */
  readonly cause?: unknown
}

/**
 * The base of every error that Troupe throws or rejects with. Compare errors by {@link TroupeError.code}: an error that
 * comes from another thread or process keeps its name, message, code, cause, own properties and stack.
 *
 * `instanceof TroupeError` also holds for `UnsendableError`, which is a `TypeError`, and for errors of another copy of
 * this package.
 *
 * @example
 * ```ts
 * import { TroupeError } from '@troupe/core'
 *
 * export function isTimeout(error: unknown): boolean {
 *   return error instanceof TroupeError && error.code === 'ask-timeout'
 * }
 * ```
 */
export abstract class TroupeError extends Error {
  /** Names the kind of error for programs; listed one by one in the guide to errors. */
  abstract readonly code: string

  constructor(message: string, options: TroupeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    brandError(this, new.target.name)
  }
}

/** Gives an error its name and the mark by which `instanceof TroupeError` knows it. */
export function brandError(error: Error, name: string): void {
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  Object.defineProperty(error, brand, { value: true })
}

// Set here and not as a static method, which every subclass would inherit and `instanceof Rejection` would then use.
Object.defineProperty(TroupeError, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    if (this !== TroupeError) return Function.prototype[Symbol.hasInstance].call(this, value)
    return typeof value === 'object' && value !== null && brand in value
  },
})

/**
 * An error that is an answer: thrown or returned by a handler, it rejects the asker with itself and leaves the actor
 * and its state alone. Anything else that a handler throws fails the actor.
 *
 * @example
 * ```ts
 * import { Rejection } from '@troupe/core'
 *
 * export const poor = new Rejection('insufficient funds', { code: 'insufficient-funds' })
 * ```
 */
export class Rejection extends TroupeError {
  readonly code: string

  constructor(message: string, options: TroupeErrorOptions & { readonly code?: string } = {}) {
    super(message, options)
    this.code = options.code ?? 'rejected'
    markRejection(this)
  }
}

const rejectionMark: unique symbol = Symbol.for('troupe.rejection')

/** Makes `error` count as a {@link Rejection}, whatever its class. */
export function markRejection(error: Error): void {
  Object.defineProperty(error, rejectionMark, { value: true })
}

/**
 * Whether `value` is a {@link Rejection}: one of another copy of this package, or one that came from another node, too,
 * where `instanceof` does not hold.
 *
 * @example
 * ```ts
 * import { isRejection } from '@troupe/core'
 *
 * export const isWorthAnotherTry = (error: unknown): boolean => !isRejection(error)
 * ```
 */
export function isRejection(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && rejectionMark in value
}

/** A handler of the asked actor threw; `cause` is what it threw. Its parent's supervision decides what follows. */
export class ActorFailedError extends TroupeError {
  readonly code = 'actor-failed'
}

/** The asked actor has stopped, or stopped before it came to the message. */
export class ActorTerminatedError extends TroupeError {
  readonly code = 'actor-terminated'
}

/** An actor could not start: its setup threw, never settled or returned no handlers, or no module defines it; see `cause`. */
export class ActorStartError extends TroupeError {
  readonly code = 'actor-start-failed'
}

/** A node has no definition of that name: its module does not export it. */
export class NoSuchDefinitionError extends TroupeError {
  readonly code = 'no-such-definition'
}

/** `defineActor` was called with something that is no definition, or a setup returned something that holds no handlers. */
export class InvalidDefinitionError extends TroupeError {
  readonly code = 'invalid-definition'
}

/**
 * No answer came in time: in that of the ask itself, or in what was left to whoever waits for the handler that made it.
 * Whether the message was, or will be, handled is unknown.
 */
export class AskTimeoutError extends TroupeError {
  readonly code = 'ask-timeout'
}

/**
 * The `signal` of an ask aborted, and `cause` is its reason; or the actor that asked has ended. Whether the message was,
 * or will be, handled is unknown.
 */
export class AskAbortedError extends TroupeError {
  readonly code = 'ask-aborted'
}

/** The answer would wait for itself: the asked actor waits, directly or through others, for the asker. */
export class AskCycleError extends TroupeError {
  readonly code = 'ask-cycle'
  /** The paths of those that wait, the first to ask first; the last is the actor asked. */
  readonly chain: readonly string[]

  constructor(
    chain: readonly string[],
    message = `These actors would wait for each other for ever: ${chain.join(' -> ')}. Let one of them use tell, answer ` +
      'through ctx.pipe, or name the message in its definition under interleave.',
  ) {
    super(message)
    this.chain = chain
  }
}

/**
 * Whoever asked has given up: its time is over, its signal has aborted, or it has ended. The reason of `ctx.abortSignal`
 * in the handler of such an ask, which does not fail the actor where the handler lets it through. Where its time was over,
 * `cause` is an `AskTimeoutError`.
 */
export class AskGivenUpError extends TroupeError {
  readonly code = 'ask-given-up'

  constructor(message: string, options?: TroupeErrorOptions) {
    super(message, options)
    markGivenUp(this)
  }
}

const givenUpMark: unique symbol = Symbol.for('troupe.given-up')
const LONGEST_CAUSE_CHAIN = 16

/** Makes `error` count as a consequence of an asker's giving up, on this node: it is no fault of the handler it ends. */
export function markGivenUp(error: Error): void {
  Object.defineProperty(error, givenUpMark, { value: true })
}

/** Whether `error` says, or was caused by one that says, that an asker has given up. */
export function stemsFromGivingUp(error: unknown): boolean {
  let each = error
  for (let left = LONGEST_CAUSE_CHAIN; left > 0 && each instanceof Error; left--) {
    if (givenUpMark in each) return true
    each = each.cause
  }
  return false
}

/** Whether `reason` says that somebody's time is over: an ask's, or that of `AbortSignal.timeout`. */
export function saysTimeIsOver(reason: unknown): boolean {
  let each = reason
  for (let left = LONGEST_CAUSE_CHAIN; left > 0 && each instanceof Error; left--) {
    if (each instanceof AskTimeoutError || each.name === 'TimeoutError') return true
    each = each.cause
  }
  return false
}

/** An ask was to be answered, or passed on, a second time. */
export class ReplyTwiceError extends TroupeError {
  readonly code = 'reply-twice'
}

/** The asked actor has no handler for a message of that name. */
export class UnhandledMessageError extends TroupeError {
  readonly code = 'unhandled-message'
}

/** The asked actor's mailbox was full. */
export class MailboxFullError extends TroupeError {
  readonly code = 'mailbox-full'
}

/** The message waited for its actor longer than the `ttl` of its sender allows, and was not handled. */
export class MessageExpiredError extends TroupeError {
  readonly code = 'message-expired'
}

/** As many messages lie in the actor's stash as it holds; the one that was to be put aside was not. */
export class StashFullError extends TroupeError {
  readonly code = 'stash-full'
}

/** A message was to be put aside where none is being handled, or it had been already. */
export class NothingToStashError extends TroupeError {
  readonly code = 'nothing-to-stash'
}

/** Another actor has that name: another child of the same parent, or another one in the registry. */
export class NameTakenError extends TroupeError {
  readonly code = 'name-taken'
  /** The path of the actor that has it. */
  readonly holder: string

  constructor(message: string, holder: string) {
    super(message)
    this.holder = holder
  }
}

/** A name that no actor can have. */
export class InvalidNameError extends TroupeError {
  readonly code = 'invalid-name'
}

/** An option or argument that is out of its range. */
export class InvalidOptionError extends TroupeError {
  readonly code = 'invalid-option'
}

/** The system has no node or group of nodes of that name. */
export class NoSuchNodeError extends TroupeError {
  readonly code = 'no-such-node'
}

/** The node where the actor lives has ended or cannot be reached; `cause` says how it ended where that is known. */
export class NodeDownError extends TroupeError {
  readonly code = 'node-down'
}

/** A thread or process could not be started as a node; see `cause`. */
export class NodeStartError extends TroupeError {
  readonly code = 'node-start-failed'
}

/** An actor's context was used outside the actor's own turn, or after the life it belongs to had ended. */
export class OutsideTurnError extends TroupeError {
  readonly code = 'outside-turn'
}

/** The system has been shut down, or is shutting down. */
export class SystemStoppedError extends TroupeError {
  readonly code = 'system-stopped'
}

/** An actor that watched with `pact: true` has no handler for `down`, and the watched actor ended. */
export class DeathPactError extends TroupeError {
  readonly code = 'death-pact'
}

/** An actor that this one was linked with has ended, and not by being stopped; `cause` is what failed, where that is known. */
export class LinkedActorError extends TroupeError {
  readonly code = 'linked-actor-ended'
  /** How the other one ended. */
  readonly reason: DownReason

  constructor(message: string, reason: DownReason, cause?: unknown) {
    super(message, { cause })
    this.reason = reason
  }
}

/** Bytes that came from another node make no sense. */
export class FrameError extends TroupeError {
  readonly code = 'bad-frame'
}

/** A value that no actor can be sent, on any placement: a function, a symbol, a promise, an instance of a class, a proxy. */
export class UnsendableError extends TypeError {
  readonly code = 'unsendable'

  constructor(message: string) {
    super(message)
    brandError(this, 'UnsendableError')
  }
}
