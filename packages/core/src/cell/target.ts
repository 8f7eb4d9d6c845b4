import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Down } from '../message/down.ts'
import type { Envelope } from '../message/envelope.ts'
import type { Priority } from '../message/priority.ts'
import type { Ending } from './ending.ts'

/** Which actor is meant, for the whole system: the node where it lives and its number there. */
export interface Address {
  readonly node: number
  readonly uid: number
  readonly path: string
  /** How many messages may be under way to it from another node, where that is known. */
  readonly window?: number
}

/** One who watches: told once. */
export interface Watcher {
  /** @param named whether the actor may have had a name, which the registrar may not know to be free yet */
  notify(down: Down, named?: boolean): void
  /**
   * Called when the watch has begun, on the actor's own node, so that it lives. Whoever wants to know this keeps names,
   * and is told of the end before those who may use a name that it makes free.
   */
  readonly begun?: () => void
}

/** How one message is to be sent, from the options of a ref's view. */
export interface Sending {
  readonly timeout: number | undefined
  readonly signal: AbortSignal | undefined
  readonly transfer: readonly ArrayBuffer[] | undefined
  readonly priority: Priority
  /** Milliseconds that it may wait. */
  readonly ttl: number | undefined
}

/** What a ref stands for: an actor in this address space, or the way to one in another. */
export interface Target {
  readonly address: Address
  /** Sends a plain message. Returns `false` above the high-water mark. */
  tell(name: string, payload: unknown): boolean
  /** Sends a message with several arguments or with options. */
  send(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): boolean
  /** Sends a message and promises the answer. */
  ask(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): Promise<unknown>
  /** Sends on an ask whose answer somebody waits for already. The contents of `ask` are its sender's still. */
  pass(ask: Envelope, sending: Sending | undefined): void
  /** Resolves when below the high-water mark, or ended. */
  ready(): Promise<void>
  /** Tells `watcher` once, when the actor ends, naming it by `ref`; at once if it has ended. */
  watch(watcher: Watcher, ref: AnyActorRef): void
  unwatch(watcher: Watcher): void
  /** The actor `by` has begun a link with this one, which both know by `id`; nothing where this one has ended. */
  bind(id: string, by: AnyActorRef): void
  /** The other of two linked actors has ended their link; or has ended itself, where `end` says how. */
  unbind(id: string, end: Ending | undefined): void
  /** Stops the actor: after everything that waits, if it is to drain. */
  stop(drain: boolean): void
}
