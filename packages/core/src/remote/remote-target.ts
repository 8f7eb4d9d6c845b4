import { actorIn } from '../cell/addressee.ts'
import type { Ending } from '../cell/ending.ts'
import type { Address, Sending, Target, Watcher } from '../cell/target.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Envelope } from '../message/envelope.ts'
import { nodeIn } from '../picture/local-path.ts'
import type { LocalSystem } from '../system/local-system.ts'
import type { Seat } from './launcher.ts'
import type { Link } from './link.ts'
import { record } from './record.ts'

/** Where a remote target finds the link to the node that it names. */
export interface LinkSource {
  readonly local: LocalSystem
  linkTo(seat: Seat): Link
}

/** What a ref stands for whose actor lives on another node: hands everything to the link that leads there. */
export class RemoteTarget implements Target {
  readonly address: Address
  private readonly source: LinkSource
  private knownLink: Link | undefined = undefined

  constructor(source: LinkSource, address: Address) {
    this.source = source
    this.address = address
  }

  tell(name: string, payload: unknown): boolean {
    if (this.source.local.inspector !== undefined) this.inspect(name, payload, false, false)
    return this.link.tell(this.address, name, payload)
  }

  send(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): boolean {
    if (!spread && (sending === undefined || isUsual(sending))) return this.tell(name, payload)
    if (this.source.local.inspector !== undefined) this.inspect(name, payload, false, spread)
    return this.link.send(this.address, name, payload, spread, sending)
  }

  ask(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): Promise<unknown> {
    if (this.source.local.inspector !== undefined) this.inspect(name, payload, true, spread)
    return this.link.ask(this, name, payload, spread, sending)
  }

  pass(ask: Envelope, sending: Sending | undefined): void {
    if (this.source.local.inspector !== undefined) this.inspect(ask.name, ask.payload, true, ask.spread)
    this.link.pass(this.address, ask, sending)
  }

  ready(): Promise<void> {
    return this.link.ready(this.address)
  }

  watch(watcher: Watcher, ref: AnyActorRef): void {
    this.link.watches.begin(this.address.uid, watcher, ref)
  }

  unwatch(watcher: Watcher): void {
    this.link.watches.end(watcher)
  }

  bind(id: string, by: AnyActorRef): void {
    this.link.put(record.bind, this.address.uid, 0, { id, by })
  }

  unbind(id: string, end: Ending | undefined): void {
    this.link.put(record.unbind, this.address.uid, 0, { id, end })
  }

  stop(drain: boolean): void {
    this.link.stop(this.address, drain)
  }

  private get link(): Link {
    this.knownLink ??= this.source.linkTo({ node: this.address.node, name: nodeIn(this.address.path) })
    return this.knownLink
  }

  private inspect(name: string, payload: unknown, isAsk: boolean, isSpread: boolean): void {
    const { local } = this.source
    const from = actorIn(local)?.path
    local.inspector?.({ type: 'sent', path: this.address.path, from, name, payload, isAsk, isSpread })
  }
}

/** Whether nothing is said of how to send but what concerns asks alone. */
function isUsual({ priority, transfer, ttl }: Sending): boolean {
  return priority === 'normal' && transfer === undefined && ttl === undefined
}
