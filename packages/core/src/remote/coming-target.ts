import { beginAsk } from '../cell/addressee.ts'
import { Cell } from '../cell/cell.ts'
import type { Ending } from '../cell/ending.ts'
import { hasEnded } from '../cell/refusal.ts'
import type { Address, Sending, Target, Watcher } from '../cell/target.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { Envelope } from '../message/envelope.ts'
import { expiryIn } from '../message/expiry.ts'
import type { LocalSystem } from '../system/local-system.ts'
import type { EarlyLetters } from './early-letters.ts'

/**
 * What a ref stands for whose actor is to live on this node and is not there yet: the ref has overtaken the order to
 * spawn it. What is sent to it waits with the early letters.
 */
export class ComingTarget implements Target {
  readonly address: Address
  private readonly local: LocalSystem
  private readonly early: EarlyLetters
  private readonly watchers = new Set<Watcher>()

  constructor(local: LocalSystem, early: EarlyLetters, address: Address) {
    this.local = local
    this.early = early
    this.address = address
  }

  tell(name: string, payload: unknown): boolean {
    return this.send(name, payload, false, undefined)
  }

  send(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): boolean {
    const { arrived, local } = this
    if (arrived !== undefined) return arrived.send(name, payload, spread, sending)
    const sealed = local.sealer.seal(payload, sending?.transfer)
    const expiry = expiryIn(local.clock, sending?.ttl)
    this.post(new Envelope(name, sealed, spread, undefined, undefined, expiry), sending)
    return true
  }

  ask(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): Promise<unknown> {
    const { arrived, local } = this
    if (arrived !== undefined) return arrived.ask(name, payload, spread, sending)
    try {
      const sealed = local.sealer.seal(payload, sending?.transfer)
      const ask = beginAsk(local, this, name, sending)
      const expiry = expiryIn(local.clock, sending?.ttl)
      if (ask.isOpen) this.post(new Envelope(name, sealed, spread, ask, ask.asker?.linkTo(), expiry), sending)
      return ask.promise
    } catch (error) {
      return Promise.reject(error)
    }
  }

  pass(ask: Envelope, sending: Sending | undefined): void {
    const { name, payload, spread, reply, chain } = ask
    const sealed = this.local.sealer.seal(payload, sending?.transfer)
    const expiry = expiryIn(this.local.clock, sending?.ttl)
    this.post(new Envelope(name, sealed, spread, reply, chain, expiry), sending)
  }

  ready(): Promise<void> {
    return this.arrived?.ready() ?? Promise.resolve()
  }

  watch(watcher: Watcher, ref: AnyActorRef): void {
    this.watchers.add(watcher)
    this.whenArrived((arrived) => {
      if (!this.watchers.delete(watcher)) return
      if (arrived === undefined) watcher.notify({ ref, reason: 'no-such-actor', error: undefined })
      else arrived.watch(watcher, ref)
    })
  }

  unwatch(watcher: Watcher): void {
    this.watchers.delete(watcher)
    this.arrived?.unwatch(watcher)
  }

  bind(id: string, by: AnyActorRef): void {
    this.whenArrived((arrived) => arrived?.bind(id, by))
  }

  unbind(id: string, end: Ending | undefined): void {
    this.whenArrived((arrived) => arrived?.unbind(id, end))
  }

  stop(drain: boolean): void {
    this.whenArrived((arrived) => arrived?.stop(drain))
  }

  private get arrived(): Target | undefined {
    return this.local.reach(this.address.uid)
  }

  private post(envelope: Envelope, sending: Sending | undefined): void {
    const { name, payload, reply } = envelope
    this.whenArrived((arrived) => {
      if (arrived instanceof Cell) {
        arrived.post(envelope, payload, sending?.priority ?? 'normal')
        return
      }
      const { path } = this.address
      this.local.deadLetter('terminated', path, name, payload)
      reply?.reject(hasEnded(name, path))
    })
  }

  /** Calls `task` with the actor when it is there, or with nothing when it is known that it will never be. */
  private whenArrived(task: (arrived: Target | undefined) => void): void {
    const goOn = (): void => task(this.arrived)
    if (this.arrived !== undefined || !this.early.hold(this.address.uid, goOn)) goOn()
  }
}
