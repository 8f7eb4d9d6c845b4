import type { AnyActorRef } from '../index.ts'
import type { UntypedRef } from './untyped-ref.ts'

/** What follows from a change of the directory. */
export interface DirectoryEffects {
  /** An actor is in it for the first time: its end has to be learned. */
  entered(ref: UntypedRef): void
  /** An actor is in it no more. */
  left(ref: UntypedRef): void
  /** The members of a service are others than before. */
  changed(key: string): void
}

const none: DirectoryEffects = { entered() {}, left() {}, changed() {} }

/** An actor that is listed, or listens, or both. */
interface Guest {
  readonly ref: UntypedRef
  readonly memberOf: Set<string>
  /** The message by which it wants to be told of the members of each key. */
  readonly listensTo: Map<string, string>
}

/** Who offers which service, and who wants to know of it. */
export class ServiceDirectory {
  private readonly guests = new Map<string, Guest>()
  private readonly byKey = new Map<string, Set<Guest>>()
  private readonly listeners = new Map<string, Set<Guest>>()
  private effects: DirectoryEffects = none

  /** All who are in it. */
  get everybody(): readonly AnyActorRef[] {
    return Array.from(this.guests.values(), ({ ref }) => ref)
  }

  /** From now on, this is what follows from a change. */
  serve(effects: DirectoryEffects): void {
    this.effects = effects
  }

  members(key: string): readonly AnyActorRef[] {
    return Array.from(this.byKey.get(key) ?? [], ({ ref }) => ref)
  }

  subscribers(key: string): readonly { readonly ref: UntypedRef; readonly message: string }[] {
    return Array.from(this.listeners.get(key) ?? [], ({ ref, listensTo }) => ({
      ref,
      message: listensTo.get(key) ?? '',
    }))
  }

  register(key: string, ref: UntypedRef): void {
    const guest = this.admit(ref)
    if (guest.memberOf.has(key)) return
    guest.memberOf.add(key)
    add(this.byKey, key, guest)
    this.effects.changed(key)
  }

  deregister(key: string, ref: AnyActorRef): void {
    const guest = this.guestOf(ref)
    if (guest === undefined) return
    this.delist(guest, key)
    this.dismissIfIdle(guest)
  }

  subscribe(key: string, ref: UntypedRef, message: string): void {
    const guest = this.admit(ref)
    guest.listensTo.set(key, message)
    add(this.listeners, key, guest)
  }

  unsubscribe(key: string, ref: AnyActorRef): void {
    const guest = this.guestOf(ref)
    if (guest === undefined) return
    this.silence(guest, key)
    this.dismissIfIdle(guest)
  }

  /** An actor has ended. */
  forget(ref: AnyActorRef): void {
    const guest = this.guestOf(ref)
    if (guest === undefined) return
    for (const key of guest.memberOf) this.delist(guest, key)
    for (const key of guest.listensTo.keys()) this.silence(guest, key)
    this.dismissIfIdle(guest)
  }

  private guestOf(ref: AnyActorRef): Guest | undefined {
    const guest = this.guests.get(ref.path)
    return guest?.ref.equals(ref) ? guest : undefined
  }

  private admit(ref: UntypedRef): Guest {
    const known = this.guests.get(ref.path)
    if (known?.ref.equals(ref)) return known
    // A path is unique among the living: its last bearer has ended, though nobody has said so yet.
    if (known !== undefined) this.forget(known.ref)
    const guest: Guest = { ref, memberOf: new Set(), listensTo: new Map() }
    this.guests.set(ref.path, guest)
    this.effects.entered(ref)
    return guest
  }

  private delist(guest: Guest, key: string): void {
    if (!guest.memberOf.delete(key)) return
    remove(this.byKey, key, guest)
    this.effects.changed(key)
  }

  private silence(guest: Guest, key: string): void {
    if (guest.listensTo.delete(key)) remove(this.listeners, key, guest)
  }

  private dismissIfIdle({ ref, memberOf, listensTo }: Guest): void {
    if (memberOf.size + listensTo.size > 0) return
    this.guests.delete(ref.path)
    this.effects.left(ref)
  }
}

function add(map: Map<string, Set<Guest>>, key: string, guest: Guest): void {
  map.set(key, (map.get(key) ?? new Set()).add(guest))
}

function remove(map: Map<string, Set<Guest>>, key: string, guest: Guest): void {
  const guests = map.get(key)
  guests?.delete(guest)
  if (guests?.size === 0) map.delete(key)
}
