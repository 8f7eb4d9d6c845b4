import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { NameTakenError } from '../message/errors.ts'
import { targetOf } from './cell-ref.ts'
import { Child } from './child.ts'
import type { Offspring } from './system-message.ts'

/**
 * The children of one actor, in the order they were spawned. Each knows its neighbours, which costs less than a place in a
 * map; there is a map once somebody asks by number.
 */
export class Children {
  private first: Child | undefined = undefined
  private last: Child | undefined = undefined
  private count = 0
  private byName: Map<string, Child> | undefined = undefined
  private byUid: Map<number, Child> | undefined = undefined

  get size(): number {
    return this.count
  }

  /** As they are now, whoever ends while they are gone through. */
  get all(): readonly Child[] {
    return this.some(this.count)
  }

  /** The first of them, so many at most. */
  some(most: number): readonly Child[] {
    const some: Child[] = []
    for (let child = this.first; child !== undefined && some.length < most; child = child.after)
      some.push(child)
    return some
  }

  /** Whether it is one of them, which has not ended. */
  has(one: Offspring): one is Child {
    return one instanceof Child && (one.before !== undefined || one === this.first)
  }

  /** The child of that name, or of the number that a name like `Counter$7` ends with, for one without. */
  find(name: string): Child | undefined {
    const unnamed = name.indexOf('$')
    return unnamed < 0 ? this.byName?.get(name) : this.numbered.get(Number(name.slice(unnamed + 1)))
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
    const child = this.numbered.get(targetOf(ref).address.uid)
    return child?.ref.equals(ref) ? child : undefined
  }

  add(child: Child): void {
    child.before = this.last
    if (this.last === undefined) this.first = child
    else this.last.after = child
    this.last = child
    this.count++
    this.byUid?.set(child.uid, child)
    if (child.name === undefined) return
    this.byName ??= new Map()
    this.byName.set(child.name, child)
  }

  remove(child: Child): void {
    const { before, after } = child
    if (before === undefined) this.first = after
    else before.after = after
    if (after === undefined) this.last = before
    else after.before = before
    child.before = undefined
    child.after = undefined
    this.count--
    this.byUid?.delete(child.uid)
    if (child.name !== undefined) this.byName?.delete(child.name)
    child.care.backoff?.cancel()
    child.group?.remove(child.uid)
  }

  private get numbered(): ReadonlyMap<number, Child> {
    this.byUid ??= new Map(this.all.map((child) => [child.uid, child]))
    return this.byUid
  }
}

/** Stands for the children of an actor that never had any. */
export const noChildren = new Children()
