import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { Supervision } from '../behavior/supervision.ts'
import type { Care } from './care.ts'
import type { CellRef } from './cell-ref.ts'
import type { ChildGroup, GroupedChild } from './child-group.ts'
import type { Birth, Placement, Subordinate, Supervisor } from './host.ts'
import type { Terms } from './terms.ts'

/** How a child is to be made and supervised. */
export interface ChildPlan {
  readonly definition: AnyDefinition
  readonly args: readonly unknown[]
  readonly uid: number
  readonly name: string | undefined
  readonly care: Care
}

/** What a parent keeps of one child: how it came to life, who that is, and what has happened since. */
export class Child implements Birth, GroupedChild {
  readonly definition: AnyDefinition
  args: readonly unknown[]
  readonly uid: number
  readonly name: string | undefined
  readonly supervisor: Supervisor
  care: Care
  readonly subordinate: Subordinate
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
    this.care = plan.care
    this.subordinate = placement.prepare(this)
  }

  get ref(): CellRef {
    return this.subordinate.ref
  }

  get terms(): Terms {
    return this.care.terms
  }

  get supervision(): Supervision {
    return this.care.supervision
  }

  get group(): ChildGroup | undefined {
    return this.care.group
  }

  get grouped(): boolean {
    return this.care.group !== undefined
  }

  get guardian(): boolean {
    return false
  }
}
