import type { AnyActorRef } from '../index.ts'

/** What is needed of an actor's context. */
interface Heir {
  readonly self: AnyActorRef
  on(signal: 'restart', listener: (error: unknown) => void): void
}

/**
 * What one life of an actor leaves to the next. It lies beside the actor, by its ref, which a restart does not change; with
 * the actor's end it is gone.
 */
export class Legacy<T> {
  private readonly byActor = new WeakMap<AnyActorRef, T>()

  /** What the life before left; nothing in the first. */
  of({ self }: Heir): T | undefined {
    return this.byActor.get(self)
  }

  /** When this life ends for another, `make` says what it leaves; `error` is what it failed with, if it did. */
  leave(ctx: Heir, make: (error: unknown) => T): void {
    const { self } = ctx
    ctx.on('restart', (error) => void this.byActor.set(self, make(error)))
  }
}
