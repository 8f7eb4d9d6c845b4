// Whoever compiles against the declarations need not name this in the "lib" of a tsconfig.
/// <reference lib="esnext.disposable" preserve="true" />
import type { ActorDefinition } from '../behavior/actor-definition.ts'
import type { SpawnArguments } from '../behavior/context.ts'
import type { Names } from '../behavior/names.ts'
import type { ActorRef } from '../message/actor-ref.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Down } from '../message/down.ts'
import type { InspectionEvent } from '../message/inspection.ts'
import type { DeadLetterCounts } from './dead-letter-office.ts'
import type { EventStream } from './event-stream.ts'
import type { SystemStats } from './system-stats.ts'
import type { RecordOptions, Trace } from './trace.ts'
import type { TreeOptions } from './tree.ts'

/**
 * How a system, or one actor of it, is stopped.
 *
 * @example
 * ```ts
 * import { createSystem } from '@troupe/core'
 *
 * const system = await createSystem()
 * await system.shutdown({ deadline: 1000, drain: true })
 * ```
 */
export interface ShutdownOptions {
  /** Milliseconds until what has not ended is killed; 5,000 unless said. */
  readonly deadline?: number
  /** Whether the messages that wait are handled first; unless said, they become dead letters. */
  readonly drain?: boolean
}

/**
 * How the end of an actor is awaited.
 *
 * @example
 * ```ts
 * import type { ActorSystem, AnyActorRef } from '@troupe/core'
 *
 * export function hasEndedWithin(system: ActorSystem, ref: AnyActorRef, milliseconds: number): Promise<boolean> {
 *   const ended = system.terminated(ref, { signal: AbortSignal.timeout(milliseconds) })
 *   return ended.then(() => true, () => false)
 * }
 * ```
 */
export interface TerminatedOptions {
  /** Ends the wait when it aborts. */
  readonly signal?: AbortSignal
}

/**
 * A number of actors, on this node and on others, from the first spawn to the shutdown.
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 *
 * const Echo = defineActor('Echo', (_ctx: ActorContext<{ say(word: string): string }>) => ({ say: (word) => word }))
 * await using system = await createSystem()
 * const echo = system.spawn(Echo, [], { name: 'echo' })
 * console.log(system.lookup(echo.path)?.equals(echo), await echo.ask('say', 'hello'))
 * await system.stop(echo)
 * ```
 */
export interface ActorSystem extends AsyncDisposable {
  /** The name of this node: `main`. */
  readonly nodeName: string
  /** The groups of nodes, and the names of the nodes in each. */
  readonly nodes: Readonly<Record<string, readonly string[]>>
  readonly events: EventStream
  /** The registry: names that are unique in the whole system. */
  readonly names: Names
  /** How many messages became dead letters on this node, by reason. */
  readonly deadLetters: DeadLetterCounts
  /**
   * Spawns an actor without a parent. A ref comes back at once, wherever the actor will live; what is sent to it waits
   * in order. A failed start reaches supervision, watchers and pending asks with its cause.
   *
   * @throws NameTakenError, InvalidNameError, NoSuchNodeError, InvalidOptionError, UnsendableError, SystemStoppedError
   */
  spawn<P, A extends readonly unknown[]>(
    definition: ActorDefinition<P, A>,
    ...rest: SpawnArguments<A>
  ): ActorRef<P>
  /** Stops an actor, wherever it lives, and resolves when it has ended. */
  stop(ref: AnyActorRef, options?: Pick<ShutdownOptions, 'drain'>): Promise<void>
  /**
   * Resolves when an actor has ended, with the reason; at once if it has ended already. Rejects with the reason of
   * `signal` when that aborts first: then the actor is watched no more.
   */
  terminated(ref: AnyActorRef, options?: TerminatedOptions): Promise<Down>
  /** The living actor at a path of this node. Its protocol is not known: narrow refs are what `spawn` returns. */
  lookup(path: string): AnyActorRef | undefined
  /**
   * How this node is doing: counts of the mailboxes of its actors, by path, and of its links to other nodes, by name. Actors of
   * other nodes are not among them.
   */
  stats(): SystemStats
  /**
   * The tree of all actors, those of other nodes too, as text for people: which there are, how they stand, what waits for them and how
   * often they were started anew. However many there are, a bounded number of them is looked at. A node that does not
   * answer in time is said to be silent.
   *
   * @throws InvalidOptionError by way of the promise; that of a node which ends meanwhile is never rejected
   */
  tree(options?: TreeOptions): Promise<string>
  /**
   * Records what happens on all nodes from now on, to be drawn as a sequence diagram. Resolves when every node records; one that
   * does not answer is waited for a second. Nothing is slower before that, and after `stop`.
   *
   * @throws InvalidOptionError by way of the promise
   */
  record(options?: RecordOptions): Promise<Trace>
  /** Calls `listener` with each step that actors of this node take, until the returned function is called. */
  inspect(listener: (event: InspectionEvent) => void): () => void
  /**
   * Stops children before their parents, then ends threads and processes. By the deadline everything has ended, by
   * force if need be; asks under way are rejected. May be called again: all calls resolve when it is done.
   */
  shutdown(options?: ShutdownOptions): Promise<void>
}
