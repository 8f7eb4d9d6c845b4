import type { AnyDefinition } from '../behavior/actor-definition.ts'
import { asError } from '../cell/thrown.ts'
import { NodeDownError } from '../message/errors.ts'
import type { Connection, Frame } from './connection.ts'
import { type Control, PROTOCOL_VERSION } from './control.ts'
import type { Seat } from './launcher.ts'
import type { Link } from './link.ts'
import type { Network, NodeRole } from './network.ts'
import { NodeDirectory } from './node-directory.ts'
import { Recordings } from './recordings.ts'
import { surveyed } from './surveys.ts'

/** A node that was launched: reaches others through what its parent brings about, and ends with its parent. */
export class LaunchedRole implements NodeRole {
  private readonly network: Network
  private readonly parent: Link
  private readonly directory: NodeDirectory
  private readonly recordings: Recordings
  private readonly onEnd: (lost: Error | undefined) => void

  /** @param onEnd called once, when this node has to go, with an error where its parent is lost */
  constructor(network: Network, parent: Connection, onEnd: (lost: Error | undefined) => void) {
    this.network = network
    this.onEnd = onEnd
    this.directory = new NodeDirectory(network)
    network.role = this
    network.local.findPlacement = (name) => this.directory.placement(name)
    this.parent = network.attach({ node: 0, name: 'main' }, parent)
    this.recordings = new Recordings(network.local, (control) => this.parent.control(control))
  }

  greet(
    definitions: ReadonlyMap<string, AnyDefinition>,
    description: Readonly<Record<string, string | number>>,
  ): void {
    this.network.definitions = definitions
    this.parent.control({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      definitions: [...definitions.keys()],
      description,
    })
  }

  reportFailedStart(error: unknown): void {
    this.parent.control({ type: 'failed', error: asError(error) })
    this.leave()
  }

  connect(link: Link): void {
    this.parent.control({ type: 'connect', node: link.peer.node })
  }

  /** Another node is connected to this one directly. */
  accept(peer: Seat, connection: Connection): void {
    this.network.attach(peer, connection)
  }

  /** Sends at once what waits for the turn to end. */
  flush(): void {
    this.network.flush()
    // What passes through the parent has only now been put into the link to it, which may have been flushed before.
    this.parent.flush()
  }

  controlled(link: Link, control: Control): void {
    if (link !== this.parent) return
    if (control.type === 'directory') this.directory.replace(control.nodes)
    else if (control.type === 'node-down') this.nodeDown(control.node, control.error)
    else if (control.type === 'relay')
      this.network.attachRelay({ node: control.node, name: control.name }, this.parent)
    else if (control.type === 'beat') this.parent.control({ type: 'alive' })
    else if (control.type === 'record') this.recordings.record(control.number, control.most)
    else if (control.type === 'survey') this.parent.control(surveyed(this.network.local, control))
    else if (control.type === 'shutdown') void this.shutdown(control.deadline)
  }

  relayed(_link: Link, node: number, frame: Frame | undefined): void {
    this.network.arriveRelayed(node, frame)
  }

  linkClosed(link: Link, error: Error): void {
    // The main node says so too, but perhaps later than this one asks it for a name.
    if (this.directory.get(link.peer.node) !== undefined) this.network.local.names.doubt(link.peer.node)
    this.directory.remove(link.peer.node)
    if (link !== this.parent) return
    this.network.loseAll(error)
    this.onEnd(error)
  }

  private nodeDown(node: number, error: Error | undefined): void {
    this.directory.remove(node)
    this.network.lost(node, error ?? new NodeDownError('The node was shut down.'))
    this.network.local.names.confirm(node)
  }

  private async shutdown(deadline: number): Promise<void> {
    await this.network.local.stopActors(deadline, false)
    this.leave()
  }

  private leave(): void {
    this.flush()
    this.onEnd(undefined)
  }
}
