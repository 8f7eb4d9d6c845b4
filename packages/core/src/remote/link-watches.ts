import type { Target, Watcher } from '../cell/target.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Down, DownReason } from '../message/down.ts'
import { isOneOf } from '../message/option.ts'
import { type Claims, isClaims } from './claims.ts'
import { record } from './record.ts'

/** How a link's watches speak to the far side. */
export interface WatchSpeaker {
  readonly closedBy: Error | undefined
  put(kind: number, first: number, second: number, value: unknown): void
  /** An actor has ended that may have had a name. */
  nameFreed(uid: number): void
}

interface OwnWatch {
  readonly uid: number
  readonly watcher: Watcher
  readonly ref: AnyActorRef
}

interface ServedWatch {
  readonly target: Target
  readonly watcher: Watcher
}

/** Says of a watch that its watcher keeps names. */
const REGISTRAR = 'registrar'

const reasons: readonly DownReason[] = ['stopped', 'killed', 'failed', 'no-such-actor', 'node-down']

/** The watches that cross one link: by actors here of actors there, and the other way round. */
export class LinkWatches {
  private readonly own = new Map<number, OwnWatch>()
  private readonly ids = new Map<Watcher, number>()
  private readonly served = new Map<number, ServedWatch>()
  private readonly speaker: WatchSpeaker
  private lastId = 0

  constructor(speaker: WatchSpeaker) {
    this.speaker = speaker
  }

  begin(uid: number, watcher: Watcher, ref: AnyActorRef): void {
    const { closedBy } = this.speaker
    if (closedBy !== undefined) {
      watcher.notify({ ref, reason: 'node-down', error: closedBy })
      return
    }
    const id = ++this.lastId
    this.own.set(id, { uid, watcher, ref })
    this.ids.set(watcher, id)
    this.speaker.put(record.watch, id, uid, watcher.begun === undefined ? undefined : REGISTRAR)
  }

  end(watcher: Watcher): void {
    const id = this.ids.get(watcher)
    if (id === undefined) return
    this.ids.delete(watcher)
    this.own.delete(id)
    this.speaker.put(record.unwatch, id, 0, undefined)
  }

  /** The far side says that a watch has begun. */
  began(id: number): void {
    this.own.get(id)?.watcher.begun?.()
  }

  /** The far side says that a watched actor has ended. */
  down(id: number, named: boolean, said: unknown): void {
    const watch = this.own.get(id)
    if (watch === undefined) return
    const { uid, watcher, ref } = watch
    const down = { ref, ...readDown(said) }
    this.own.delete(id)
    this.ids.delete(watcher)
    // Its node has told the registrar, but perhaps by a slower way than that from here. Of what ended long ago nobody
    // knows whether it had a name.
    if (named || down.reason === 'no-such-actor') this.speaker.nameFreed(uid)
    watcher.notify(down, named)
  }

  /** The far side watches an actor here. */
  serve(id: number, target: Target | undefined, ref: AnyActorRef, by?: unknown): void {
    const watcher: Watcher = {
      notify: ({ reason, error }, named = false) => {
        this.served.delete(id)
        this.speaker.put(record.down, id, named ? 1 : 0, { reason, error })
      },
      ...(by === REGISTRAR && { begun: () => this.speaker.put(record.watched, id, 0, undefined) }),
    }
    if (target === undefined) {
      watcher.notify({ ref, reason: 'no-such-actor', error: undefined })
      return
    }
    this.served.set(id, { target, watcher })
    target.watch(watcher, ref)
  }

  unserve(id: number): void {
    const watch = this.served.get(id)
    if (watch === undefined) return
    this.served.delete(id)
    watch.target.unwatch(watch.watcher)
  }

  /** The far side is lost: whoever watches it is told, whoever it watched need not be. */
  close(error: Error): void {
    for (const { target, watcher } of this.served.values()) target.unwatch(watcher)
    this.served.clear()
    const lost = [...this.own.values()]
    this.own.clear()
    this.ids.clear()
    for (const { watcher, ref } of lost) watcher.notify({ ref, reason: 'node-down', error })
  }
}

/** What the far side says of an end, with what makes no sense replaced. */
export function readDown(said: unknown): Pick<Down, 'reason' | 'error'> {
  const { reason, error }: Claims = isClaims(said) ? said : {}
  return {
    reason: isOneOf(reasons, reason) ? reason : 'failed',
    error: error instanceof Error ? error : undefined,
  }
}
