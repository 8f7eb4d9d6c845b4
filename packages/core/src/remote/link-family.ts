import type { AnyDefinition } from '../behavior/actor-definition.ts'
import { defineActor } from '../behavior/definition.ts'
import { Cell } from '../cell/cell.ts'
import type { Birth, Supervisor } from '../cell/host.ts'
import type { Failure, Order } from '../cell/system-message.ts'
import { asError } from '../cell/thrown.ts'
import { NoSuchDefinitionError } from '../message/errors.ts'
import type { LocalSystem } from '../system/local-system.ts'
import { guestPath } from './guest-path.ts'
import { guestBirth, type Invitation, invitationFor } from './invitation.ts'
import type { Seat } from './launcher.ts'
import { orderNumber, record } from './record.ts'

/** How a link's families speak to the far side. */
export interface FamilySpeaker {
  put(kind: number, first: number, second: number, value: unknown): void
}

/** A child that lives on the far side. */
export interface AbsentChild {
  readonly birth: Birth
  /** It waits for its parent's order. */
  failed(failure: Failure): void
  /** @param lost why, where that is the loss of its node */
  stopped(lost: Error | undefined): void
  /** A member of a group has started, or has ended its life and waits for the next. */
  turned(rested: boolean): void
}

/** Parents and children whom one link separates: children there of actors here, and guests here of actors there. */
export class LinkFamily {
  private readonly children = new Map<number, AbsentChild>()
  private readonly guests = new Map<number, Cell>()
  private readonly local: LocalSystem
  private readonly speaker: FamilySpeaker
  private readonly peer: Seat

  constructor(local: LocalSystem, speaker: FamilySpeaker, peer: Seat) {
    this.local = local
    this.speaker = speaker
    this.peer = peer
  }

  /** @throws UnsendableError for arguments that cannot be sent */
  spawn(child: AbsentChild): void {
    this.speaker.put(record.spawn, child.birth.uid, 0, invitationFor(child.birth))
    this.children.set(child.birth.uid, child)
  }

  order(uid: number, order: Order, error: unknown): void {
    this.speaker.put(record.order, uid, orderNumber(order), carried(error))
  }

  childFailed(uid: number, normal: boolean, error: unknown): void {
    this.children.get(uid)?.failed({ error, normal })
  }

  memberTurned(uid: number, rested: boolean): void {
    this.children.get(uid)?.turned(rested)
  }

  /** @param lost why, where that is the loss of the far side */
  childStopped(uid: number, lost?: Error): void {
    const child = this.children.get(uid)
    this.children.delete(uid)
    child?.stopped(lost)
  }

  /** Brings an actor to life whose parent is on the far side. It can be sent messages when this returns. */
  receive(uid: number, invitation: Invitation, definition: AnyDefinition | undefined): void {
    const supervisor = this.supervisorOf(uid, invitation)
    const known = definition ?? unknownDefinition(invitation.definition)
    const guest = new Cell(this.local, guestBirth(uid, invitation, known, supervisor))
    this.guests.set(uid, guest)
    this.local.expose(guest)
    // A member of a group waits for its turn.
    if (!invitation.grouped) guest.start()
  }

  /** The far side is lost: children there are gone for their parents, and guests have lost theirs. */
  close(error: Error): void {
    for (const uid of [...this.children.keys()]) this.childStopped(uid, error)
    for (const guest of this.guests.values()) guest.order('stop')
  }

  private supervisorOf(uid: number, invitation: Invitation): Supervisor {
    return {
      ref: invitation.parent,
      path: guestPath(this.local.nodeName, this.peer.name, invitation.parentPath),
      childFailed: (_child, { error, normal }) => {
        this.speaker.put(record.childFailed, uid, normal ? 1 : 0, carried(error))
      },
      childStopped: () => {
        this.guests.delete(uid)
        this.speaker.put(record.childStopped, uid, 0, undefined)
      },
      childStarted: () => this.speaker.put(record.memberTurned, uid, 0, undefined),
      childRested: () => this.speaker.put(record.memberTurned, uid, 1, undefined),
    }
  }
}

/** Stands for one that this node does not have: its start fails like any other, and its parent decides. */
function unknownDefinition(name: string): AnyDefinition {
  return defineActor(name, () => {
    throw new NoSuchDefinitionError(`No definition "${name}" is exported by the module of this node.`)
  })
}

/** What was thrown, as it can cross: errors always can; anything else is told in words. */
function carried(error: unknown): unknown {
  return error === undefined ? undefined : asError(error)
}
