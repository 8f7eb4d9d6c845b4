import { type ActorRef, InvalidOptionError, Rejection } from '../index.ts'

/** What stands for a protocol that only those at both ends know: any message, answered with anything. */
export type UnknownProtocol = Record<string, (...args: unknown[]) => unknown>

/** A ref as a pattern uses it that passes messages on: which there are is the business of those at both ends. */
export type UntypedRef = ActorRef<UnknownProtocol>

/** Whether `value`, from anywhere, is the ref of an actor. */
export function isUntypedRef(value: unknown): value is UntypedRef {
  return typeof value === 'object' && value !== null && 'isActorRef' in value && value.isActorRef === true
}

/**
 * A ref that was given to a function, or to an actor when it is spawned.
 *
 * @param what it is, as in "A routee"
 * @throws InvalidOptionError
 */
export function requireRef(value: unknown, what: string): UntypedRef {
  if (isUntypedRef(value)) return value
  throw new InvalidOptionError(`${what} must be the ref of an actor.`)
}

/**
 * A ref that came in a message, which no compiler has checked.
 *
 * @param what it is, as in "A routee"
 * @throws Rejection (`invalid-option`), as an answer to whoever sent it
 */
export function checkRef(value: unknown, what: string): UntypedRef {
  if (isUntypedRef(value)) return value
  throw new Rejection(`${what} must be the ref of an actor.`, { code: 'invalid-option' })
}
