import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { LinkedActorError } from '../message/errors.ts'
import { targetOf } from './cell-ref.ts'
import type { Ending } from './ending.ts'
import { LinkSignal } from './signal.ts'
import type { Target, Watcher } from './target.ts'

/** The actor whose links they are. */
export interface LinkOwner {
  readonly uid: number
  readonly path: string
  readonly ref: AnyActorRef
  postDown(signal: LinkSignal): void
}

/** One link, as one of its two actors keeps it. */
interface Bond {
  readonly ref: AnyActorRef
  readonly target: Target
  readonly watcher: Watcher
  /** Whether the word of the other's end waits in the mailbox. */
  told: boolean
}

/**
 * The links of one actor: whom it falls with. Each of the two watches the other, so that neither dies nor is lost
 * unseen. Who ends says so to the other as well, since a watch by the one that was linked may come too late to learn
 * how it ended. A link has an id that both know it by: where both unlink, and one links anew, at the same time, each
 * side drops the link that is meant.
 */
export class Links {
  private readonly bonds = new Map<string, Bond>()
  private readonly owner: LinkOwner
  private lastId = 0

  constructor(owner: LinkOwner) {
    this.owner = owner
  }

  /** Begins a link, unless there is one with that actor. */
  begin(ref: AnyActorRef): void {
    const { owner } = this
    const target = targetOf(ref)
    if (ref.equals(owner.ref) || this.idsOf(ref).length > 0) return
    const id = `${owner.uid}.${++this.lastId}`
    this.add(id, ref, target)
    target.bind(id, owner.ref)
  }

  /** Ends the link with an actor, on both sides. */
  end(ref: AnyActorRef): void {
    targetOf(ref)
    for (const id of this.idsOf(ref)) this.remove(id)?.target.unbind(id, undefined)
  }

  /** The other one has begun a link. */
  accept(id: string, ref: AnyActorRef): void {
    if (!this.bonds.has(id)) this.add(id, ref, targetOf(ref))
  }

  /** The other one has ended the link, or has itself ended. */
  release(id: string, end: Ending | undefined): void {
    if (end === undefined) this.remove(id)
    else this.tell(id, end)
  }

  /** @throws LinkedActorError where the other one has ended, and not by being stopped */
  take({ id, end: { reason, error } }: LinkSignal): void {
    const bond = this.remove(id)
    if (bond === undefined || reason === 'stopped') return
    throw new LinkedActorError(
      `${this.owner.path} is linked with ${bond.ref.path}, which ended (${reason}).`,
      reason,
      error,
    )
  }

  /** The actor has ended. */
  fall(end: Ending): void {
    for (const id of [...this.bonds.keys()]) this.remove(id)?.target.unbind(id, end)
  }

  private idsOf(ref: AnyActorRef): string[] {
    return Array.from(this.bonds)
      .filter(([, bond]) => bond.ref.equals(ref))
      .map(([id]) => id)
  }

  private add(id: string, ref: AnyActorRef, target: Target): void {
    const watcher: Watcher = { notify: (down) => this.tell(id, down) }
    this.bonds.set(id, { ref, target, watcher, told: false })
    target.watch(watcher, ref)
  }

  private remove(id: string): Bond | undefined {
    const bond = this.bonds.get(id)
    this.bonds.delete(id)
    bond?.target.unwatch(bond.watcher)
    return bond
  }

  /** Queues the word of the other's end among the messages that came from there. */
  private tell(id: string, { reason, error }: Ending): void {
    const bond = this.bonds.get(id)
    if (bond === undefined || bond.told) return
    bond.told = true
    this.owner.postDown(new LinkSignal(id, { reason, error }))
  }
}
