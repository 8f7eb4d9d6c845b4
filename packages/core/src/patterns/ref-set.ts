import type { AnyActorRef } from '../index.ts'

/** Different actors, in the order they came. A path is unique among living actors, so it finds them quickly. */
export class RefSet<R extends AnyActorRef> implements Iterable<R> {
  private readonly byPath = new Map<string, R>()

  get size(): number {
    return this.byPath.size
  }

  /** Adds an actor; `false` where it was here already. One that bears the path of an actor that has ended replaces it. */
  add(ref: R): boolean {
    if (this.has(ref)) return false
    this.byPath.delete(ref.path)
    this.byPath.set(ref.path, ref)
    return true
  }

  has(ref: AnyActorRef): boolean {
    return this.byPath.get(ref.path)?.equals(ref) ?? false
  }

  /** Takes an actor out; `false` where it was not here, though another one of its path may be. */
  delete(ref: AnyActorRef): boolean {
    return this.has(ref) && this.byPath.delete(ref.path)
  }

  [Symbol.iterator](): Iterator<R> {
    return this.byPath.values()
  }
}
