import { checkName } from '../message/actor-name.ts'
import type { ActorRef } from '../message/actor-ref.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'

declare const protocolOf: unique symbol

/** A name by which an actor of protocol `P` is found, wherever it lives. It is a string, and can be sent. */
export type ActorName<P> = string & { readonly [protocolOf]: (protocol: P) => P }

/** The ref that belongs to a name: of the protocol that the name was made for, or of an unknown one. */
export type NamedRef<N extends string> = N extends ActorName<infer P> ? ActorRef<P> : AnyActorRef

/**
 * Gives a name a protocol, so that whoever finds an actor by it can talk to it. Make it once, in a module that all who
 * use it import.
 *
 * @throws InvalidNameError for a name that is empty, has a `/`, `$` or white space, or begins with `~`
 *
 * @example
 * ```ts
 * import { actorName } from '@troupe/core'
 *
 * export interface LedgerProtocol {
 *   book(amount: number): void
 * }
 * export const ledgerName = actorName<LedgerProtocol>('ledger')
 * ```
 */
export function actorName<P>(name: string): ActorName<P> {
  assertName<P>(name)
  return name
}

/** Which protocol it is, is a promise to the compiler alone. */
function assertName<P>(name: string): asserts name is ActorName<P> {
  checkName(name)
}

/**
 * The registry: names that are unique in the whole system, over all its nodes. An actor may have several, keeps them over
 * restarts, and loses them with its end or that of its node: they are free before anybody is told of that end.
 *
 * All methods reject as an `ask` does: with an `AskTimeoutError` where no answer comes in the system's `askTimeout`, after
 * which the outcome is unknown.
 *
 * @example
 * ```ts
 * import { type ActorContext, actorName, createSystem, defineActor } from '@troupe/core'
 *
 * const echoName = actorName<{ say(word: string): string }>('echo')
 * const Echo = defineActor('Echo', async (ctx: ActorContext<{ say(word: string): string }>) => {
 *   await ctx.names.register(echoName, ctx.self)
 *   return { say: (word) => word }
 * })
 *
 * await using system = await createSystem()
 * await system.spawn(Echo).ask('say', 'ready')
 * const echo = await system.names.whereIs(echoName)
 * console.log(await echo?.ask('say', 'hello'))
 * ```
 */
export interface Names {
  /**
   * Gives an actor a name. Of several who want it at once, on whichever nodes, one gets it. Giving it to who has it
   * already changes nothing.
   *
   * Rejects with a `NameTakenError` that names the holder, an `ActorTerminatedError` where the actor has ended, an
   * `InvalidNameError` or an `InvalidOptionError` for what is no name or no ref.
   */
  register<N extends string>(name: N, ref: NamedRef<N>): Promise<void>
  /** Takes the name from an actor; `false` where it does not have it. */
  unregister<N extends string>(name: N, ref: NamedRef<N>): Promise<boolean>
  /** The living actor that has the name. */
  whereIs<N extends string>(name: N): Promise<NamedRef<N> | undefined>
}
