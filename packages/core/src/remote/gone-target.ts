import { beginAsk } from '../cell/addressee.ts'
import { hasEnded } from '../cell/refusal.ts'
import type { Address, Sending, Target, Watcher } from '../cell/target.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Envelope } from '../message/envelope.ts'
import type { OpenAsk } from '../message/open-ask.ts'
import type { LocalSystem } from '../system/local-system.ts'

/** What a ref stands for whose actor has ended, or could never start. */
export class GoneTarget implements Target {
  readonly address: Address
  private readonly local: LocalSystem
  /** Why it could not start, where that is known. */
  private readonly error: Error | undefined

  constructor(local: LocalSystem, address: Address, error?: Error) {
    this.local = local
    this.address = address
    this.error = error
  }

  tell(name: string, payload: unknown): boolean {
    return this.send(name, payload, false, undefined)
  }

  send(name: string, payload: unknown, _spread: boolean, sending: Sending | undefined): boolean {
    this.refuse(name, this.seal(payload, sending), undefined)
    return true
  }

  ask(name: string, payload: unknown, _spread: boolean, sending: Sending | undefined): Promise<unknown> {
    try {
      const sealed = this.seal(payload, sending)
      const ask = beginAsk(this.local, this, name, sending)
      if (ask.isOpen) this.refuse(name, sealed, ask)
      return ask.promise
    } catch (error) {
      return Promise.reject(error)
    }
  }

  pass({ name, payload, reply }: Envelope, sending: Sending | undefined): void {
    this.refuse(name, this.seal(payload, sending), reply)
  }

  ready(): Promise<void> {
    return Promise.resolve()
  }

  watch(watcher: Watcher, ref: AnyActorRef): void {
    const { error } = this
    watcher.notify({ ref, reason: error === undefined ? 'no-such-actor' : 'failed', error })
  }

  unwatch(): void {}

  bind(): void {}

  unbind(): void {}

  stop(): void {}

  private seal(payload: unknown, sending: Sending | undefined): unknown {
    return this.local.sealer.seal(payload, sending?.transfer)
  }

  private refuse(name: string, sealed: unknown, reply: OpenAsk | undefined): void {
    const { path } = this.address
    this.local.deadLetter('terminated', path, name, sealed)
    reply?.reject(this.error ?? hasEnded(name, path))
  }
}
