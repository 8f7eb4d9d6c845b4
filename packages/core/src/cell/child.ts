import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { Supervision } from '../behavior/supervision.ts'
import type { Care } from './care.ts'
import type { CellRef } from './cell-ref.ts'
import type { ChildGroup, GroupedChild } from './child-group.ts'
import type { Birth, Placement, Subordinate, Supervisor } from './host.ts'
import type { Terms } from './terms.ts'

/** What a parent keeps of one child: how it came to life, who that is, and what has happened since. */
export class Child implements Birth, GroupedChild {
  care: Care
  args: readonly unknown[]
  readonly uid: number
  readonly subordinate: Subordinate
  /** Its neighbours among the children of its parent. */
  before: Child | undefined = undefined
  after: Child | undefined = undefined

  /** @throws UnsendableError for arguments that cannot be sent */
  constructor(care: Care, args: readonly unknown[], uid: number, placement: Placement) {
    this.care = care
    this.args = args
    this.uid = uid
    this.subordinate = placement.prepare(this)
  }

  get definition(): AnyDefinition {
    return this.care.definition
  }

  get name(): string | undefined {
    return this.care.name
  }

  get supervisor(): Supervisor {
    return this.care.supervisor
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
