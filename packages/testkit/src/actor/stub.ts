import type { AnyActorRef, DownReason } from '@troupe/core'
import {
  type Address,
  type Birth,
  beginAsk,
  CellRef,
  type Envelope,
  type Host,
  type Order,
  type PendingAsk,
  type Sending,
  type Subordinate,
  type Target,
  type Watcher,
} from '@troupe/core/internal'
import type { Effect } from './effect.ts'

/** What stubs tell of, and where they live. */
export interface StubOwner {
  readonly host: Host
  /** The path of what is above all actors. */
  readonly rootPath: string
  /** The path of the actor under test. */
  readonly ownPath: string
  record(effect: Effect): void
  /** Told of each ask that waits for the test. */
  asked(to: string, name: string, ask: PendingAsk): void
}

/** Stands for an actor that the one under test knows: it records what it is sent, and does nothing. */
export class Stub implements Target, Subordinate, Address {
  readonly uid: number
  readonly path: string
  readonly name: string
  readonly ref: CellRef
  /** The asks that it has not answered, the oldest first. */
  readonly asks: PendingAsk[] = []
  private readonly owner: StubOwner
  private readonly birth: Birth | undefined
  private readonly watchers = new Map<Watcher, AnyActorRef>()
  private ended: DownReason | undefined = undefined

  /** @param birth where it is a child of the actor under test */
  constructor(owner: StubOwner, name: string, path: string, birth?: Birth) {
    this.owner = owner
    this.name = name
    this.path = path
    this.birth = birth
    this.uid = birth?.uid ?? owner.host.nextUid()
    this.ref = new CellRef(this)
  }

  get target(): Target {
    return this
  }

  get address(): Address {
    return this
  }

  get node(): number {
    return this.owner.host.node
  }

  start(): void {
    if (this.birth?.grouped) this.birth.supervisor.childStarted(this.birth)
  }

  tell(name: string, payload: unknown): boolean {
    const sealed = this.owner.host.sealer.seal(payload)
    this.owner.record({ type: 'tell', to: this.name, name, args: sealed === undefined ? [] : [sealed] })
    return true
  }

  send(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): boolean {
    this.owner.record({ type: 'tell', to: this.name, name, args: this.seal(payload, spread, sending) })
    return true
  }

  ask(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): Promise<unknown> {
    try {
      const args = this.seal(payload, spread, sending)
      const ask = beginAsk(this.owner.host, this, name, sending)
      if (!ask.isOpen) return ask.promise
      this.asks.push(ask)
      this.owner.asked(this.name, name, ask)
      this.owner.record({ type: 'ask', to: this.name, name, args })
      return ask.promise
    } catch (error) {
      return Promise.reject(error)
    }
  }

  // That it was forwarded is recorded where the context does it.
  pass(_ask: Envelope): void {}

  ready(): Promise<void> {
    return Promise.resolve()
  }

  watch(watcher: Watcher, ref: AnyActorRef): void {
    if (this.ended !== undefined) {
      watcher.notify({ ref, reason: 'no-such-actor', error: undefined })
      return
    }
    this.watchers.set(watcher, ref)
    watcher.begun?.()
  }

  unwatch(watcher: Watcher): void {
    this.watchers.delete(watcher)
  }

  bind(): void {}

  unbind(): void {}

  stop(): void {
    this.end('stopped', undefined)
  }

  order(order: Order, error?: unknown): void {
    if (order === 'restart' || order === 'begin') {
      this.owner.record({ type: 'restart', actor: this.name })
      this.start()
    } else if (order === 'rest' && this.birth?.grouped) this.birth.supervisor.childRested(this.birth)
    else if (order === 'stop') this.end(error === undefined ? 'stopped' : 'failed', asError(error))
    else if (order === 'kill') this.end('killed', undefined)
  }

  /** Ends it: its parent and those who watch are told. */
  end(reason: DownReason, error: Error | undefined): void {
    if (this.ended !== undefined) return
    this.ended = reason
    this.birth?.supervisor.childStopped(this.birth)
    for (const [watcher, ref] of this.watchers) watcher.notify({ ref, reason, error })
    this.watchers.clear()
  }

  /** Has it fail, where it is a child: its parent's supervision decides. */
  fail(error: unknown): void {
    if (this.birth === undefined) this.end('failed', asError(error))
    else this.birth.supervisor.childFailed(this.birth, { error, normal: false })
  }

  private seal(payload: unknown, spread: boolean, sending: Sending | undefined): readonly unknown[] {
    const sealed = this.owner.host.sealer.seal(payload, sending?.transfer)
    if (spread && Array.isArray(sealed)) return sealed
    return sealed === undefined ? [] : [sealed]
  }
}

function asError(error: unknown): Error | undefined {
  return error === undefined || error instanceof Error ? error : new Error(String(error))
}
