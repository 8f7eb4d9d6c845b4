import { type Birth, LocalSystem, type LocalSystemOptions, type Subordinate } from '@troupe/core/internal'

/** An address space in which one actor is real, and its children are stubs. */
export class LoneSystem extends LocalSystem {
  private readonly makeStub: (birth: Birth) => Subordinate

  constructor(options: LocalSystemOptions, makeStub: (birth: Birth) => Subordinate) {
    super(options)
    this.makeStub = makeStub
  }

  override placement(): this {
    return this
  }

  override prepare(birth: Birth): Subordinate {
    if (birth.supervisor.path === this.guardian.path) return super.prepare(birth)
    // What cannot be sent to a child is refused, as in production.
    if (birth.args.length > 0) this.sealer.seal(birth.args)
    return this.makeStub(birth)
  }
}
