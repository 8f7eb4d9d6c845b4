import type { Birth, Subordinate } from '../cell/host.ts'
import type { Failure, Order } from '../cell/system-message.ts'
import { ActorStartError } from '../message/errors.ts'
import type { LocalSystem } from '../system/local-system.ts'
import { windowOf } from './flow.ts'
import { GoneTarget } from './gone-target.ts'
import type { Link } from './link.ts'
import type { AbsentChild } from './link-family.ts'
import { type LinkSource, RemoteTarget } from './remote-target.ts'

/** A child that lives on another node than its parent, as the parent's node sees it. */
export class RemoteChild implements Subordinate, AbsentChild {
  readonly target: RemoteTarget
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
      window: windowOf(birth.mailbox),
    })
    link.family.spawn(this)
  }

  /**
   * Began when the far side was told, so that nothing sent to it can come there earlier, unless it waited for its turn in
   * a group; or ended, where this node had not heard yet that the far side is gone.
   */
  start(): void {
    if (this.link.closedBy !== undefined) this.link.family.childStopped(this.birth.uid)
    else if (this.birth.grouped) this.order('begin')
  }

  order(order: Order, error?: unknown): void {
    this.link.family.order(this.birth.uid, order, error)
  }

  failed(failure: Failure): void {
    this.birth.supervisor.childFailed(this.birth.uid, failure)
  }

  stopped(): void {
    this.birth.supervisor.childStopped(this.birth.uid)
  }

  turned(rested: boolean): void {
    const { supervisor, uid } = this.birth
    if (rested) supervisor.childRested(uid)
    else supervisor.childStarted(uid)
  }
}

/** A child that could not even be sent on its way: there is no node for it, or none that knows its definition. */
export class StillbornChild implements Subordinate {
  readonly target: GoneTarget
  private readonly birth: Birth

  constructor(local: LocalSystem, path: string, birth: Birth, cause: Error) {
    const error = new ActorStartError(`${path} could not start: ${cause.message}`, { cause })
    this.birth = birth
    this.target = new GoneTarget(local, { node: local.node, uid: birth.uid, path }, error)
    local.failed(path, error, undefined)
  }

  start(): void {
    this.birth.supervisor.childStopped(this.birth.uid)
  }

  order(): void {}
}
