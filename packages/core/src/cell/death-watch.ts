import type { Watch } from '../behavior/context.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Down } from '../message/down.ts'
import type { Envelope } from '../message/envelope.ts'
import type { Target, Watcher } from './target.ts'

/** One watch, as the watching actor keeps it. */
export interface OwnWatch extends Watch {
  readonly id: number
  readonly target: Target
  readonly watcher: Watcher
  readonly pact: boolean
  /** What the watching actor is told instead of the signal. */
  readonly message: Envelope | undefined
}

/** Whom one actor watches. A `down` counts only while its watch is here, so that none is handled after `unwatch`. */
export class Watching {
  private readonly watches = new Map<number, OwnWatch>()
  private lastId = 0

  begin(wanted: Omit<OwnWatch, 'id' | 'watcher'>, watcherOf: (id: number) => Watcher): OwnWatch {
    const id = ++this.lastId
    const watch: OwnWatch = { ...wanted, id, watcher: watcherOf(id) }
    this.watches.set(id, watch)
    watch.target.watch(watch.watcher, watch.ref)
    return watch
  }

  /** Takes the watch that a `down` belongs to, if it still counts. */
  take(id: number): OwnWatch | undefined {
    const watch = this.watches.get(id)
    this.watches.delete(id)
    return watch
  }

  /** Ends one watch, or all of a ref. */
  end(which: Watch | AnyActorRef): void {
    for (const watch of this.watches.values()) {
      if (watch === which || ('equals' in which && which.equals(watch.ref))) this.drop(watch)
    }
  }

  endAll(): void {
    for (const watch of this.watches.values()) this.drop(watch)
  }

  private drop(watch: OwnWatch): void {
    this.watches.delete(watch.id)
    watch.target.unwatch(watch.watcher)
  }
}

/** Who watches one actor: mostly one, for whom no map is made. */
export class Watchers {
  private first: Watcher | undefined = undefined
  private firstRef: AnyActorRef | undefined = undefined
  private others: Map<Watcher, AnyActorRef> | undefined = undefined

  get size(): number {
    return (this.first === undefined ? 0 : 1) + (this.others?.size ?? 0)
  }

  add(watcher: Watcher, ref: AnyActorRef): void {
    const isFirst = this.first === watcher || (this.first === undefined && this.others === undefined)
    if (isFirst) {
      this.first = watcher
      this.firstRef = ref
      return
    }
    this.others ??= new Map()
    this.others.set(watcher, ref)
  }

  remove(watcher: Watcher): void {
    if (this.first === watcher) this.first = undefined
    else this.others?.delete(watcher)
  }

  /** Tells each of them, once: first those who keep names. */
  notify(reason: Down['reason'], error: Error | undefined): void {
    const { first, firstRef, others } = this
    this.first = undefined
    if (others !== undefined) this.notifyAll(entriesOf(first, firstRef, others), reason, error)
    else if (first !== undefined && firstRef !== undefined)
      first.notify({ ref: firstRef, reason, error }, first.begun !== undefined)
  }

  private notifyAll(
    entries: Map<Watcher, AnyActorRef>,
    reason: Down['reason'],
    error: Error | undefined,
  ): void {
    // Who is told may have others end their watch: those are not told any more.
    this.others = entries
    const registrars = [...entries].filter(([watcher]) => watcher.begun !== undefined)
    for (const [watcher, ref] of registrars) {
      entries.delete(watcher)
      watcher.notify({ ref, reason, error }, true)
    }
    for (const [watcher, ref] of entries) watcher.notify({ ref, reason, error }, registrars.length > 0)
    entries.clear()
  }
}

function entriesOf(
  first: Watcher | undefined,
  ref: AnyActorRef | undefined,
  others: Map<Watcher, AnyActorRef>,
): Map<Watcher, AnyActorRef> {
  return first === undefined || ref === undefined ? others : new Map([[first, ref], ...others])
}
