import { CellRef } from '../cell/cell-ref.ts'
import type { Birth, Subordinate } from '../cell/host.ts'
import type { Failure, Order } from '../cell/system-message.ts'
import { windowOf } from './flow.ts'
import type { Link } from './link.ts'
import type { AbsentChild } from './link-family.ts'
import { type LinkSource, RemoteTarget } from './remote-target.ts'

/** A child that lives on another node than its parent, as the parent's node sees it. */
export class RemoteChild implements Subordinate, AbsentChild {
  readonly target: RemoteTarget
  readonly ref: CellRef
  readonly birth: Birth
  private readonly link: Link

  /** @throws UnsendableError for arguments that cannot be sent */
  constructor(source: LinkSource, link: Link, path: string, birth: Birth) {
    this.birth = birth
    this.link = link
    this.target = new RemoteTarget(source, {
      node: link.peer.node,
      uid: birth.uid,
      path,
      window: windowOf(birth.terms.mailbox),
    })
    this.ref = new CellRef(this.target)
    link.family.spawn(this)
  }

  /**
   * Began when the far side was told, so that nothing sent to it can come there earlier, unless it waited for its turn in
   * a group; or ended, where this node had not heard yet that the far side is gone.
   */
  start(): void {
    if (this.link.closedBy !== undefined) this.link.family.childStopped(this.birth.uid, this.link.closedBy)
    else if (this.birth.grouped) this.order('begin')
  }

  order(order: Order, error?: unknown): void {
    this.link.family.order(this.birth.uid, order, error)
  }

  failed(failure: Failure): void {
    this.birth.supervisor.childFailed(this.birth, failure)
  }

  stopped(lost: Error | undefined): void {
    this.birth.supervisor.childStopped(this.birth, lost)
  }

  turned(rested: boolean): void {
    const { supervisor } = this.birth
    if (rested) supervisor.childRested(this.birth)
    else supervisor.childStarted(this.birth)
  }
}
