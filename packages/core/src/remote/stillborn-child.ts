import { CellRef } from '../cell/cell-ref.ts'
import type { Birth, Subordinate } from '../cell/host.ts'
import type { Order } from '../cell/system-message.ts'
import { ActorStartError } from '../message/errors.ts'
import type { LocalSystem } from '../system/local-system.ts'
import { GoneTarget } from './gone-target.ts'

/**
 * A child that could not even be sent on its way: there is no node for it, or none that knows its definition. To its
 * parent that is a failure of the child, after which no life can follow.
 */
export class StillbornChild implements Subordinate {
  readonly target: GoneTarget
  readonly ref: CellRef
  private readonly local: LocalSystem
  private readonly birth: Birth
  private readonly error: Error

  constructor(local: LocalSystem, path: string, birth: Birth, cause: Error) {
    this.local = local
    this.birth = birth
    this.error = new ActorStartError(`${path} could not start: ${cause.message}`, { cause })
    this.target = new GoneTarget(local, { node: local.node, uid: birth.uid, path }, this.error)
    this.ref = new CellRef(this.target)
  }

  start(): void {
    this.local.stillborn(this.target.address.path, this.error)
    this.birth.supervisor.childFailed(this.birth, { error: this.error, normal: false, final: true })
  }

  order(order: Order): void {
    if (order === 'stop' || order === 'kill') this.birth.supervisor.childStopped(this.birth)
  }
}
