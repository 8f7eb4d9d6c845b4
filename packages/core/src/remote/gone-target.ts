import type { Address, Target, Watcher } from '../cell/target.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Envelope } from '../message/envelope.ts'
import { ActorTerminatedError } from '../message/errors.ts'
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
    this.local.deadLetter('terminated', this.address.path, name, this.local.sealer.seal(payload))
    return true
  }

  send(name: string, payload: unknown): boolean {
    return this.tell(name, payload)
  }

  async ask(name: string, payload: unknown): Promise<never> {
    this.tell(name, payload)
    throw this.refusal(name)
  }

  pass({ name, payload, reply }: Envelope): void {
    this.tell(name, payload)
    reply?.reject(this.refusal(name))
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

  private refusal(name: string): Error {
    return (
      this.error ?? new ActorTerminatedError(`${this.address.path} has ended; "${name}" was not handled.`)
    )
  }
}
