import { createNanoEvents } from 'nanoevents'
import { inWords } from '../base/in-words.ts'
import { guarded } from '../cell/heed-rejection.ts'
import type { DeadLetter } from '../message/dead-letter.ts'
import { InvalidOptionError } from '../message/errors.ts'
import { checkFunction } from '../message/option.ts'

/** What a system publishes about itself, and what listeners are called with. */
export interface SystemEvents {
  /** A message was not handled. */
  'dead-letter'(letter: DeadLetter): void
  /** An actor failed; its parent's supervision decides what follows. */
  failure(failure: {
    readonly path: string
    readonly error: unknown
    readonly message: string | undefined
  }): void
  /** A node can be spawned on. */
  'node-up'(node: { readonly name: string }): void
  /**
   * A node has ended, or cannot be reached. `error` is `undefined` where it was asked to end. `unacknowledged` messages
   * from here were under way to its actors, and may have been handled or not.
   */
  'node-down'(node: {
    readonly name: string
    readonly error: Error | undefined
    readonly unacknowledged: number
  }): void
}

const EVENTS: Readonly<Record<keyof SystemEvents, true>> = {
  'dead-letter': true,
  failure: true,
  'node-up': true,
  'node-down': true,
}

/**
 * The public side of a system's events.
 *
 * @example
 * ```ts
 * import { createSystem } from '@troupe/core'
 *
 * await using system = await createSystem()
 * const stop = system.events.on('dead-letter', (letter) => console.log(letter.reason, letter.path))
 * stop()
 * ```
 */
export interface EventStream {
  /**
   * Calls `listener` for each event of that name. Returns the function that ends this.
   *
   * @throws InvalidOptionError for a name that no event has, or what cannot be called
   */
  on<E extends keyof SystemEvents>(event: E, listener: SystemEvents[E]): () => void
}

/** A stream of events on which a listener that throws does not silence the others. */
export class GuardedEventStream implements EventStream {
  private readonly emitter = createNanoEvents<SystemEvents>()
  private readonly onError: (error: unknown) => void

  /** @param onError called with what a listener threw; it must not throw */
  constructor(onError: (error: unknown) => void) {
    this.onError = onError
  }

  on<E extends keyof SystemEvents>(event: E, listener: SystemEvents[E]): () => void {
    if (!Object.hasOwn(EVENTS, event))
      throw new InvalidOptionError(
        `system.events knows ${Object.keys(EVENTS).join(', ')}, and no ${inWords(event)}.`,
      )
    checkFunction('What system.events.on calls', listener)
    const call = (...args: Parameters<SystemEvents[E]>): unknown => Reflect.apply(listener, undefined, args)
    return this.emitter.on(event, guarded(call, this.onError) as SystemEvents[E])
  }

  emit<E extends keyof SystemEvents>(event: E, ...args: Parameters<SystemEvents[E]>): void {
    this.emitter.emit(event, ...args)
  }
}
