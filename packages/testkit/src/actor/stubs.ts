import { type ActorRef, InvalidOptionError } from '@troupe/core'
import { type Birth, CellRef } from '@troupe/core/internal'
import { Stub, type StubOwner } from './stub.ts'

/** Makes the ref of an actor that is not there, under a name by which effects call it. */
export type StubMaker = <P>(name: string) => ActorRef<P>

/** The actors that the one under test knows, by the names by which its effects call them. */
export class Stubs {
  private readonly owner: StubOwner
  private readonly stubs = new Map<string, Stub>()
  private readonly counts = new Map<string, number>()

  constructor(owner: StubOwner) {
    this.owner = owner
  }

  /** The actor of that name, made at first use, which is no child of the one under test. */
  named(name: string): Stub {
    return this.stubs.get(name) ?? this.add(name, `${this.owner.rootPath}/${name}`)
  }

  /** A child that is born; one without a name is called by its definition and a number. */
  born(birth: Birth): Stub {
    const name = birth.name ?? this.numbered(birth.definition.name)
    return this.add(name, `${birth.supervisor.path}/${name}`, birth)
  }

  /** @throws InvalidOptionError where none of that name is known */
  known(name: string): Stub {
    const stub = this.stubs.get(name)
    if (stub !== undefined) return stub
    const names = [...this.stubs.keys()].join(', ') || 'none'
    throw new InvalidOptionError(`The actor knows no actor "${name}"; it knows ${names}.`)
  }

  /**
   * The name by which effects call an actor.
   *
   * @param which a ref, or a watch
   */
  nameOf(which: unknown): string {
    if (which instanceof CellRef) {
      if (which.target instanceof Stub) return which.target.name
      return which.path === this.owner.ownPath ? 'self' : which.path
    }
    return typeof which === 'object' && which !== null && 'ref' in which
      ? this.nameOf(which.ref)
      : String(which)
  }

  private add(name: string, path: string, birth?: Birth): Stub {
    const stub = new Stub(this.owner, name, path, birth)
    this.stubs.set(name, stub)
    return stub
  }

  private numbered(definition: string): string {
    const count = (this.counts.get(definition) ?? 0) + 1
    this.counts.set(definition, count)
    return `${definition}$${count}`
  }
}
