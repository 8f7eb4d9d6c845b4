import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { NameTakenError } from '../message/errors.ts'
import { targetOf } from './actor-ref.ts'
import type { Child } from './child.ts'

/** The children of one actor, in the order they were spawned. */
export class Children implements Iterable<Child> {
  private readonly byUid = new Map<number, Child>()
  private byName: Map<string, Child> | undefined = undefined

  get size(): number {
    return this.byUid.size
  }

  [Symbol.iterator](): Iterator<Child> {
    return this.byUid.values()
  }

  get(uid: number): Child | undefined {
    return this.byUid.get(uid)
  }

  /** The child of that name, or of the number that a name like `Counter$7` ends with, for one without. */
  find(name: string): Child | undefined {
    const unnamed = name.indexOf('$')
    return unnamed < 0 ? this.byName?.get(name) : this.byUid.get(Number(name.slice(unnamed + 1)))
  }

  /** @throws NameTakenError */
  assertFree(name: string): void {
    const holder = this.byName?.get(name)
    if (holder === undefined) return
    throw new NameTakenError(
      `The name "${name}" is taken by ${holder.ref.path}; stop that actor first, or choose another name.`,
      holder.ref.path,
    )
  }

  /** The child that `ref` names, if it is one that is alive. */
  of(ref: AnyActorRef): Child | undefined {
    const child = this.byUid.get(targetOf(ref).address.uid)
    return child?.ref.equals(ref) ? child : undefined
  }

  add(child: Child): void {
    this.byUid.set(child.uid, child)
    if (child.name === undefined) return
    this.byName ??= new Map()
    this.byName.set(child.name, child)
  }

  remove(uid: number): void {
    const child = this.byUid.get(uid)
    if (child === undefined) return
    child.backoff?.cancel()
    child.group?.remove(uid)
    this.byUid.delete(uid)
    if (child.name !== undefined) this.byName?.delete(child.name)
  }
}

/** Stands for the children of an actor that never had any. */
export const noChildren = new Children()
