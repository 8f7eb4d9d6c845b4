import { NodeDownError } from '../message/errors.ts'
import type { FarNode } from '../system/far-node.ts'
import type { Frame } from './connection.ts'
import type { Control } from './control.ts'
import type { BridgeEnd, Launcher } from './launcher.ts'
import type { Link } from './link.ts'
import type { Network, NodeRole } from './network.ts'
import { NodeDirectory } from './node-directory.ts'
import { record } from './record.ts'
import { RecordedNodes } from './recorded-nodes.ts'
import { packFrame } from './relay-connection.ts'
import { Surveys } from './surveys.ts'

/** A node that the root has launched, and the link to it. */
export interface Launched extends BridgeEnd {
  readonly group: string
  readonly launcher: Launcher
  /** What it has said of itself, in words. */
  kind: string
  readonly link: Link
  /** Told what the node says of its start. */
  readonly greeted: (control: Control) => void
  /** Told of its end. */
  lost: (error: Error) => void
  /** Whether it was asked to go. */
  leaving: boolean
  /** The nodes that it has been connected with. */
  readonly met: Set<number>
}

const rootKey: unique symbol = Symbol('troupe.root')

/** The node that launches all others: numbers them, connects them with each other, and tells them who lives. */
export class RootRole implements NodeRole {
  readonly network: Network
  readonly directory: NodeDirectory
  private readonly launched = new Map<number, Launched>()
  private readonly surveys = new Surveys()
  private readonly recordings = new RecordedNodes()
  private lastNode = 0

  constructor(network: Network) {
    this.network = network
    this.directory = new NodeDirectory(network)
    network.role = this
    network.local.names.open()
    network.local.farNodes = () => Array.from(this.launched.values(), (launched) => this.farNode(launched))
  }

  /** The root's side of a network, made at first use. */
  static of(network: Network): RootRole {
    return network.local.extension(rootKey, () => new RootRole(network))
  }

  nextNode(): number {
    return ++this.lastNode
  }

  add(launched: Launched): void {
    this.launched.set(launched.seat.node, launched)
  }

  /** A node is up: it can be spawned on, from every node. */
  up(launched: Launched, definitions: readonly string[]): void {
    this.directory.add({ ...launched.seat, group: launched.group, definitions })
    this.announce({ type: 'directory', nodes: this.directory.all })
    this.network.local.events.emit('node-up', { name: launched.seat.name })
  }

  connect(link: Link): void {
    // Every node that lives has been connected since it was launched.
    this.network.lost(link.peer.node, undefined)
  }

  controlled(link: Link, control: Control): void {
    if (control.type === 'connect') this.pair(link.peer.node, control.node)
    else if (control.type === 'recorded') this.recordings.recorded(link, control)
    else if (control.type === 'surveyed') this.surveys.answered(link, control.number, control.actors)
    else this.launched.get(link.peer.node)?.greeted(control)
  }

  relayed(link: Link, node: number, frame: Frame | undefined): void {
    this.launched.get(node)?.link.put(record.relay, link.peer.node, 0, packFrame(frame), frame?.attachments)
  }

  linkClosed(link: Link, error: Error): void {
    this.surveys.lost(link, error)
    this.recordings.lost(link)
    const { node, name } = link.peer
    const launched = this.launched.get(node)
    if (launched === undefined) return
    this.launched.delete(node)
    this.directory.remove(node)
    for (const { met } of this.launched.values()) met.delete(node)
    // A link can end before its node does, if what came from there made no sense.
    launched.launched.kill()
    this.announce({ type: 'node-down', node, error: launched.leaving ? undefined : error })
    this.network.local.events.emit('node-down', {
      name,
      error: launched.leaving ? undefined : error,
      unacknowledged: link.unacknowledged,
    })
    launched.lost(error)
  }

  private farNode({ seat, kind, link }: Launched): FarNode {
    return {
      name: seat.name,
      kind,
      survey: (uids, limits) => this.surveys.ask(link, { uids, ...limits }),
      record: (most, take) => this.recordings.record(link, most, take),
    }
  }

  private announce(control: Control): void {
    for (const { link } of this.launched.values()) link.control(control)
  }

  private pair(asking: number, wanted: number): void {
    const one = this.launched.get(asking)
    const other = this.launched.get(wanted)
    if (one === undefined || asking === wanted) return
    if (other === undefined) {
      one.link.control({ type: 'node-down', node: wanted, error: new NodeDownError('The node has ended.') })
      return
    }
    // Both may ask for each other at once; a second way would lose the order between them.
    if (one.met.has(wanted)) return
    one.met.add(wanted)
    other.met.add(asking)
    this.connectPair(one, other)
  }

  private connectPair(one: Launched, other: Launched): void {
    if (one.launcher.bridge !== undefined && one.launcher.medium === other.launcher.medium) {
      one.launcher.bridge(one, other)
      return
    }
    one.link.control({ type: 'relay', ...other.seat })
    other.link.control({ type: 'relay', ...one.seat })
  }
}
