import type { AnyDefinition } from '../behavior/actor-definition.ts'
import { Cell } from '../cell/cell.ts'
import { PendingAsk } from '../cell/pending-ask.ts'
import { hasEnded } from '../cell/refusal.ts'
import { Envelope } from '../message/envelope.ts'
import { FrameError } from '../message/errors.ts'
import { expiryIn } from '../message/expiry.ts'
import type { OpenAsk } from '../message/open-ask.ts'
import type { LocalSystem } from '../system/local-system.ts'
import { readBinding, readUnbinding } from './binding.ts'
import { type Control, readControl } from './control.ts'
import type { EarlyLetters } from './early-letters.ts'
import { Inflow, windowOf } from './flow.ts'
import type { IncomingAsk, RecordReceiver } from './inbox.ts'
import { readInvitation } from './invitation.ts'
import type { Link } from './link.ts'
import { orderOf, priorityOf, record, SPREAD } from './record.ts'
import { RemoteReply } from './remote-reply.ts'

/** What incoming records that concern more than two actors are handed on to. */
export interface IncomingOwner {
  readonly local: LocalSystem
  readonly early: EarlyLetters
  definition(name: string): AnyDefinition | undefined
  controlled(link: Link, control: Control): void
  relayed(link: Link, node: number, value: unknown): void
}

/** Carries out what arrives on one link. A message ends in the same call as one that was sent on this node. */
export class Incoming implements RecordReceiver {
  private readonly inflows = new Map<number, Inflow<Cell>>()
  // Mostly the next message is for whom the last one was: found without a look into the map.
  private lastUid = -1
  private last: Inflow<Cell> | undefined = undefined
  /** The asks from the far side that wait for an answer from here. */
  private readonly replies = new Map<number, RemoteReply>()
  /** How many messages the far side has been told of that they were taken. */
  private granted = 0
  private readonly owner: IncomingOwner
  private readonly link: Link

  constructor(owner: IncomingOwner, link: Link) {
    this.owner = owner
    this.link = link
    link.replies.receiveAsk = (correlation, wait) => this.replyTo(correlation, wait)
  }

  tell(uid: number, name: string, flags: number, payload: unknown, ttl: number | undefined): void {
    const expiry = expiryIn(this.owner.local.clock, ttl)
    const spread = (flags & SPREAD) !== 0
    const isPlain = !spread && expiry === undefined
    const letter = isPlain ? name : new Envelope(name, payload, spread, undefined, undefined, expiry)
    this.tellOf(uid, flags, letter, payload)
  }

  ask({ uid, name, flags, payload, correlation, chain, wait, ttl }: IncomingAsk): void {
    const reply = this.replyTo(correlation, wait)
    const expiry = expiryIn(this.owner.local.clock, ttl)
    this.askOf(uid, flags, new Envelope(name, payload, (flags & SPREAD) !== 0, reply, chain, expiry))
  }

  /** How many messages have come. */
  get messages(): number {
    let messages = this.granted
    for (const inflow of this.inflows.values()) messages += inflow.ungranted
    return messages
  }

  /** Nobody over there waits any more. */
  close(): void {
    for (const reply of [...this.replies.values()]) reply.giveUp()
    this.link.replies.receiveAsk = () => undefined
  }

  other(kind: number, first: number, second: number, value: unknown): void {
    const { link } = this
    switch (kind) {
      case record.answer:
        this.answered(first, false, value)
        break
      case record.rejection:
        this.answered(first, true, value)
        break
      case record.credit:
        link.granted(first, second)
        break
      case record.down:
        link.watches.down(first, second === 1, value)
        break
      case record.watched:
        link.watches.began(first)
        break
      case record.unwatch:
        link.watches.unserve(first)
        break
      case record.childFailed:
        link.family.childFailed(first, second === 1, value)
        break
      case record.childStopped:
        link.family.childStopped(first)
        break
      case record.memberTurned:
        link.family.memberTurned(first, second === 1)
        break
      case record.control:
        this.owner.controlled(link, readControl(value))
        break
      case record.giveUp:
        this.replies.get(first)?.giveUp(second === 1)
        break
      case record.relay:
        this.owner.relayed(link, first, value)
        break
      default:
        this.commanded(kind, first, second, value)
    }
  }

  /** An actor here has ended: what its senders believe to be under way is not. */
  forget(uid: number): void {
    this.inflows.get(uid)?.finish()
    this.inflows.delete(uid)
    this.lastUid = -1
    this.last = undefined
  }

  private tellOf(uid: number, flags: number, letter: string | Envelope, payload: unknown): void {
    const inflow = this.inflowOf(uid)
    if (inflow !== undefined) {
      inflow.cell.post(letter, payload, priorityOf(flags))
      inflow.receive()
    } else if (!this.owner.early.hold(uid, () => this.tellOf(uid, flags, letter, payload))) {
      this.giveUp(uid, typeof letter === 'string' ? letter : letter.name, payload, undefined)
    }
  }

  private askOf(uid: number, flags: number, ask: Envelope): void {
    const { name, payload, reply } = ask
    const inflow = this.inflowOf(uid)
    if (inflow !== undefined) {
      inflow.cell.post(ask, payload, priorityOf(flags))
      inflow.receive()
      return
    }
    if (this.owner.early.hold(uid, () => this.askOf(uid, flags, ask))) return
    this.giveUp(uid, name, payload, reply)
  }

  private replyTo(correlation: number, wait: number): RemoteReply {
    const { local } = this.owner
    const reply = new RemoteReply(this.link, correlation, local.clock.now() + wait, this.late)
    this.replies.set(correlation, reply)
    reply.onEnd(() => this.replies.delete(correlation))
    return reply
  }

  private readonly late = (value: unknown): void => {
    this.owner.local.deadLetter('expired', `troupe://${this.link.peer.name}`, '(answer)', value)
  }

  /** What is done to an actor here: it may have been announced by a third node before its parent's word came. */
  private commanded(kind: number, first: number, second: number, value: unknown): void {
    const { owner, link } = this
    if (kind === record.spawn) {
      const invitation = readInvitation(value)
      if (owner.local.reach(first) !== undefined)
        throw new FrameError('A frame asks for an actor under a number that another one has.')
      link.family.receive(first, invitation, owner.definition(invitation.definition))
      owner.early.release(first)
      return
    }
    // What makes no sense is refused at once: what is held is carried out while another link's frame is read.
    const order = kind === record.order ? orderOf(second) : undefined
    const binding = kind === record.bind ? readBinding(value) : undefined
    const unbinding = kind === record.unbind ? readUnbinding(value) : undefined
    const uid = kind === record.watch ? second : first
    const target = owner.local.reach(uid)
    if (target === undefined && owner.early.hold(uid, () => this.commanded(kind, first, second, value)))
      return
    if (kind === record.watch) link.watches.serve(first, target, owner.local.guardian.ref, value)
    else if (kind === record.stop) target?.stop(second === 1)
    else if (binding !== undefined) target?.bind(binding.id, binding.by)
    else if (unbinding !== undefined) target?.unbind(unbinding.id, unbinding.end)
    else if (order !== undefined && target instanceof Cell) target.order(order, value)
  }

  private inflowOf(uid: number): Inflow<Cell> | undefined {
    if (uid !== this.lastUid) {
      this.last = this.inflows.get(uid) ?? this.openInflow(uid)
      this.lastUid = this.last === undefined ? -1 : uid
    }
    return this.last
  }

  private openInflow(uid: number): Inflow<Cell> | undefined {
    const target = this.owner.local.reach(uid)
    if (!(target instanceof Cell)) return undefined
    const inflow = new Inflow(target, windowOf(target.mailbox.limits), (count) => this.grant(uid, count))
    this.inflows.set(uid, inflow)
    return inflow
  }

  private grant(uid: number, count: number): void {
    this.granted += count
    this.link.put(record.credit, uid, count, undefined)
  }

  private answered(correlation: number, failed: boolean, value: unknown): void {
    const ask = this.link.takeAsk(correlation)
    if (ask === undefined) this.late(value)
    else {
      if (this.owner.local.inspector !== undefined) this.inspect(ask, correlation, failed, value)
      if (failed) ask.reject(value)
      else ask.arrive(value)
    }
  }

  /** What was answered with a reply that went over counts as an answer of the actor here that took that reply. */
  private inspect(ask: OpenAsk, correlation: number, failed: boolean, value: unknown): void {
    const told = this.link.replies.toldOf(correlation)
    if (told !== undefined) told(value, failed)
    else if (ask instanceof PendingAsk) {
      const { asker, name } = ask
      const path = asker?.path ?? ''
      this.owner.local.inspector?.({ type: 'answer-arrived', path, name, via: this.link.peer.name })
    }
  }

  /** There is no such actor, or none any more. */
  private giveUp(uid: number, name: string, payload: unknown, reply: OpenAsk | undefined): void {
    const { local } = this.owner
    const path = `${local.guardian.path}/$${uid}`
    local.deadLetter('terminated', path, name, payload)
    this.grant(uid, 1)
    reply?.reject(hasEnded(name, path))
  }
}
