import type { AnyDefinition } from '../behavior/actor-definition.ts'
import { Cell } from '../cell/cell.ts'
import { CellRef, targetOf } from '../cell/cell-ref.ts'
import type { Address, Target } from '../cell/target.ts'
import { NodeDownError, UnsendableError } from '../message/errors.ts'
import type { LinkStats } from '../system/link-stats.ts'
import type { LocalSystem } from '../system/local-system.ts'
import type { RefCodec } from './codec/refs.ts'
import { ComingTarget } from './coming-target.ts'
import type { Connection, Frame, FrameReceiver } from './connection.ts'
import type { Control } from './control.ts'
import { EarlyLetters } from './early-letters.ts'
import { windowOf } from './flow.ts'
import { GoneTarget } from './gone-target.ts'
import { Inbox } from './inbox.ts'
import { Incoming, type IncomingOwner } from './incoming.ts'
import type { Seat } from './launcher.ts'
import { Link } from './link.ts'
import { record } from './record.ts'
import { packFrame, RelayConnection, unpackFrame } from './relay-connection.ts'
import { type LinkSource, RemoteTarget } from './remote-target.ts'

/** What a node is to the others: the one that launched them, or one of those that were launched. */
export interface NodeRole {
  /** A way to that node is wanted, and there is none yet. */
  connect(link: Link): void
  controlled(link: Link, control: Control): void
  /** A frame for another node, or from one; nothing where its sender has ended the way between them. */
  relayed(link: Link, node: number, frame: Frame | undefined): void
  /** A link has ended, and all who waited for it have been told. */
  linkClosed(link: Link, error: Error): void
}

const networkKey: unique symbol = Symbol('troupe.network')

/** The other nodes, as seen from this one: the links that lead to them, and the actors that live there. */
export class Network implements LinkSource, IncomingOwner, RefCodec {
  readonly local: LocalSystem
  readonly early: EarlyLetters
  /** What may be spawned here from other nodes. */
  definitions: ReadonlyMap<string, AnyDefinition> = new Map()
  role: NodeRole | undefined = undefined

  private readonly links = new Map<number, Link>()
  /** Why links have ended: all that is kept of them, for as long as there are refs to actors of lost nodes, or longer. */
  private readonly ends = new Map<number, NodeDownError>()
  private readonly incoming = new Map<number, Incoming>()
  /** How many frames made no sense, by the names of the nodes that they came from. */
  private readonly refused = new Map<string, number>()
  private readonly relays = new Map<number, RelayConnection>()

  constructor(local: LocalSystem) {
    this.local = local
    this.early = new EarlyLetters((origin) => origin !== local.node && !this.isLost(origin))
    local.refTo = (address) => this.fromAddress(address)
    local.linkStats = () => this.stats()
    local.onUnreachable = (uid) => {
      for (const incoming of this.incoming.values()) incoming.forget(uid)
    }
  }

  /** The network of a system, made at first use. */
  static of(local: LocalSystem): Network {
    return local.extension(networkKey, () => new Network(local))
  }

  definition(name: string): AnyDefinition | undefined {
    return this.definitions.get(name)
  }

  /** The link to a node: what is sent before there is a way waits in it. */
  linkTo(seat: Seat): Link {
    const known = this.links.get(seat.node)
    if (known !== undefined) return known
    const end = this.ends.get(seat.node)
    if (end !== undefined) return this.endedLink(seat, end)
    const link = this.addLink(seat)
    if (this.role === undefined) this.closeLink(link, undefined)
    else this.role.connect(link)
    return link
  }

  /** Whether the link to a node has ended; not so where there has been none. */
  isLost(node: number): boolean {
    return this.ends.has(node)
  }

  /** Gives the link to a node its connection, which is of no use where the node is known to be lost. */
  attach(peer: Seat, connection: Connection): Link {
    const end = this.ends.get(peer.node)
    if (end !== undefined) {
      connection.close()
      return this.endedLink(peer, end)
    }
    const link = this.links.get(peer.node) ?? this.addLink(peer)
    const incoming = new Incoming(this, link)
    const report = (error: unknown): void =>
      this.local.logger.write('error', `what node ${link.peer.name} sent was not carried out`, error)
    const inbox = new Inbox(this, incoming, report, link.replies)
    this.incoming.set(peer.node, incoming)
    link.attach(connection, this.receiver(link, inbox, connection))
    return link
  }

  /** Lets frames to and from a node pass through the parent. */
  attachRelay(peer: Seat, parent: Link): void {
    const relay = new RelayConnection((frame) => {
      parent.put(record.relay, peer.node, 0, packFrame(frame), frame?.attachments)
    })
    this.relays.set(peer.node, relay)
    this.attach(peer, relay)
  }

  /** A node has ended. Where it is connected directly, its connection says so when it is drained. */
  lost(node: number, error: Error | undefined): void {
    const link = this.links.get(node)
    const relay = this.relays.get(node)
    if (relay !== undefined) relay.lose(error)
    else if (link === undefined) this.early.giveUp(node)
    else if (!link.isConnected) this.closeLink(link, error)
  }

  controlled(link: Link, control: Control): void {
    this.role?.controlled(link, control)
  }

  relayed(link: Link, node: number, value: unknown): void {
    this.role?.relayed(link, node, unpackFrame(value))
  }

  /** A frame from `node` has come through the parent, or the word that none will follow. */
  arriveRelayed(node: number, frame: Frame | undefined): void {
    const relay = this.relays.get(node)
    if (frame === undefined) relay?.lose(undefined)
    else relay?.arrive(frame)
  }

  /** This node is cut off: whoever waits for another one is told. */
  loseAll(error: Error): void {
    for (const link of this.links.values()) this.closeLink(link, error)
  }

  flush(): void {
    for (const link of this.links.values()) link.flush()
  }

  toAddress(ref: object): Address {
    const target = targetOf(ref)
    if (!(target instanceof Cell)) return target.address
    const { node, uid, path } = target
    if (target.host !== this.local) this.checkForeign(target)
    else if (target.isAlive) this.local.expose(target)
    return { node, uid, path, window: windowOf(target.mailbox.limits) }
  }

  fromAddress(address: Address): CellRef {
    if (address.node !== this.local.node) return new CellRef(new RemoteTarget(this, address))
    return new CellRef(this.local.reach(address.uid) ?? this.absent(address))
  }

  /**
   * Another node of this system, in the same thread, is where the ref says. A node of the same number belongs to another
   * system, and its actors bear the numbers of others here.
   *
   * @throws UnsendableError
   */
  private checkForeign({ node, path }: Cell): void {
    if (node !== this.local.node) return
    throw new UnsendableError(
      `The ref of ${path} belongs to another system, whose actors the nodes of this one cannot reach. Spawn that actor in this system.`,
    )
  }

  /** What a ref stands for whose actor should be on this node and is not. */
  private absent(address: Address): Target {
    if (this.early.isAwaited(address.uid)) return new ComingTarget(this.local, this.early, address)
    return new GoneTarget(this.local, address)
  }

  private addLink(peer: Seat): Link {
    const link = new Link(this.local, this, peer)
    this.links.set(peer.node, link)
    return link
  }

  /** What a ref to an actor of a lost node is given that had no link before. */
  private endedLink(peer: Seat, end: NodeDownError): Link {
    const link = new Link(this.local, this, peer)
    link.close(end)
    return link
  }

  private receiver(link: Link, inbox: Inbox, connection: Connection): FrameReceiver {
    return {
      frame: (frame) => {
        if (link.closedBy !== undefined) return
        link.hear(frame)
        const { local } = this
        // A frame may hold another one, which comes from a node further away.
        const outer = local.arrivingFrom
        local.arrivingFrom = link.peer.name
        try {
          inbox.receive(frame)
        } catch (error) {
          this.refuse(link.peer)
          this.local.deadLetter('undecodable', `troupe://${link.peer.name}`, '(frame)', undefined)
          connection.close()
          this.closeLink(link, error)
        } finally {
          local.arrivingFrom = outer
        }
      },
      closed: (error) => this.closeLink(link, error),
    }
  }

  private refuse({ name }: Seat): void {
    this.refused.set(name, 1 + (this.refused.get(name) ?? 0))
  }

  private stats(): Readonly<Record<string, LinkStats>> {
    return Object.fromEntries(
      Array.from(this.links.values(), (link) => {
        const { node, name } = link.peer
        return [name, link.stats(this.incoming.get(node)?.messages ?? 0, this.refused.get(name) ?? 0)]
      }),
    )
  }

  private closeLink(link: Link, cause: unknown): void {
    if (link.closedBy !== undefined) return
    const { node, name } = link.peer
    const error =
      cause instanceof NodeDownError ? cause : new NodeDownError(`Node ${name} is down.`, { cause })
    this.ends.set(node, error)
    this.links.delete(node)
    link.close(error)
    this.relays.delete(node)
    this.incoming.get(node)?.close()
    this.incoming.delete(node)
    this.early.giveUp(node)
    this.role?.linkClosed(link, error)
  }
}
