import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { Supervision } from '../behavior/supervision.ts'
import type { Timer } from '../env/clock.ts'
import type { CellRef } from './actor-ref.ts'
import type { ChildGroup, GroupedChild } from './child-group.ts'
import type { Birth, Placement, Subordinate, Supervisor } from './host.ts'
import { noRestarts, type RestartHistory } from './supervise.ts'
import type { Terms } from './terms.ts'

/** How a child is to be made and supervised. */
export interface ChildPlan {
  readonly definition: AnyDefinition
  readonly args: readonly unknown[]
  readonly uid: number
  readonly name: string | undefined
  readonly terms: Terms
  readonly supervision: Supervision
  readonly group: ChildGroup | undefined
}

/** What a parent keeps of one child: how it came to life, who that is, and what has happened since. */
export class Child implements Birth, GroupedChild {
  readonly definition: AnyDefinition
  args: readonly unknown[]
  readonly uid: number
  readonly name: string | undefined
  readonly supervisor: Supervisor
  readonly terms: Terms
  readonly supervision: Supervision
  readonly group: ChildGroup | undefined
  readonly subordinate: Subordinate
  history: RestartHistory = noRestarts
  backoff: Timer | undefined = undefined
  /** Its neighbours among the children of its parent. */
  before: Child | undefined = undefined
  after: Child | undefined = undefined

  /** @throws UnsendableError for arguments that cannot be sent */
  constructor(plan: ChildPlan, supervisor: Supervisor, placement: Placement) {
    this.definition = plan.definition
    this.args = plan.args
    this.uid = plan.uid
    this.name = plan.name
    this.supervisor = supervisor
    this.terms = plan.terms
    this.supervision = plan.supervision
    this.group = plan.group
    this.subordinate = placement.prepare(this)
  }

  get ref(): CellRef {
    return this.subordinate.ref
  }

  get grouped(): boolean {
    return this.group !== undefined
  }

  get guardian(): boolean {
    return false
  }
}
