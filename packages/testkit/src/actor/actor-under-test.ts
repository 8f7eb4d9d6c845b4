import type {
  ActorRef,
  DownReason,
  MessageName,
  Names,
  Payload,
  ShutdownOptions,
  SpawnOptions,
} from '@troupe/core'
import type { Gate } from '../system/gate.ts'
import type { Effect } from './effect.ts'
import type { Answered } from './recorded-reply.ts'
import type { StubMaker } from './stubs.ts'

/** How an actor is tested alone: the options of `spawn`, and a seed. */
export interface TestActorOptions extends SpawnOptions {
  /** What chance is made of; 0 unless said. */
  readonly seed?: number
}

/** The arguments of `testActor` after the definition: those of the setup may be left out where none is needed. */
export type TestActorArguments<A extends readonly unknown[]> = [] extends A
  ? [args?: A | ((stub: StubMaker) => A), options?: TestActorOptions]
  : [args: A | ((stub: StubMaker) => A), options?: TestActorOptions]

/**
 * One actor, alone. All that it spawns, and all that it knows, are stubs, which record what they are sent. Each call that
 * makes the actor do something returns when it is at rest again: at once, unless a promise is involved.
 */
export interface TestActor<P> {
  readonly self: ActorRef<P>
  /** The answer to the last message that was sent with `send`; `undefined` as long as there is none. */
  readonly answer: Answered | undefined
  /** What the actor shows of its state. */
  readonly state: unknown
  readonly isAlive: boolean
  /** What the actor has done since it was asked last, its setup included. */
  effects(): Effect[]
  /** Sends a message as an ask; its answer is an effect, and is found in `answer`. */
  send<K extends MessageName<P>>(name: K, ...args: Payload<P, K>): void | Promise<void>
  /** Sends a message as a tell: nobody waits for its answer. */
  tell<K extends MessageName<P>>(name: K, ...args: Payload<P, K>): void | Promise<void>
  /** The ref of an actor that is not there. The same name gives the same ref. */
  stub<Q>(name: string): ActorRef<Q>
  /**
   * Answers the oldest ask of that name that the actor made of `from`.
   *
   * @throws InvalidOptionError where there is none
   */
  respond(from: string, name: string, value: unknown): void | Promise<void>
  /**
   * Rejects the oldest ask of that name that the actor made of `from`.
   *
   * @throws InvalidOptionError where there is none
   */
  refuse(from: string, name: string, error: Error): void | Promise<void>
  /**
   * Has a child fail: the actor's supervision decides. Any other actor ends.
   *
   * @throws InvalidOptionError where the actor knows none of that name
   */
  fail(name: string, error: Error): void | Promise<void>
  /**
   * Has an actor end: those who watch it are told.
   *
   * @throws InvalidOptionError where the actor knows none of that name
   */
  end(name: string, reason?: DownReason): void | Promise<void>
  /**
   * Stops the actor, as its parent would; with `drain` it first handles what waits and answers what it owes.
   *
   * @throws InvalidOptionError for a `drain` that is no boolean
   */
  stop(options?: Pick<ShutdownOptions, 'drain'>): void | Promise<void>
  /**
   * A promise that the test settles when it pleases, to stand for input or output. After `open` or `fail` call `settled`.
   */
  gate<T = void>(): Gate<T>
  /** Resolves when the actor is at rest, after what it awaited was settled outside. */
  settled(): Promise<void>
  /** The registry that the actor finds: give a stub a name there, and the actor finds it by that name. */
  readonly names: Names
  /**
   * Lets `milliseconds` pass: what falls due comes to the actor, the end of its patience with an ask included.
   *
   * @throws InvalidOptionError for milliseconds that are negative or no finite number
   */
  advance(milliseconds: number): Promise<void>
}
