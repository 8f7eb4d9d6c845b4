import type { Timers } from '../behavior/timers.ts'
import type { Arguments, MessageName } from '../message/protocol.ts'
import type { Capabilities } from './capabilities.ts'

/** The timers of one life, for use in its turns. */
export class CellTimers<P> implements Timers<P> {
  private readonly inTurn: (method: string) => Capabilities

  /** @param inTurn gives the actor, and throws outside its turn */
  constructor(inTurn: (method: string) => Capabilities) {
    this.inTurn = inTurn
  }

  after<K extends MessageName<P>>(key: string, delay: number, name: K, ...args: Arguments<P, K>): void {
    const owner = this.inTurn('timers.after')
    owner.timers.after(key, delay, owner.timed(name, args))
  }

  every<K extends MessageName<P>>(key: string, interval: number, name: K, ...args: Arguments<P, K>): void {
    const owner = this.inTurn('timers.every')
    owner.timers.every(key, interval, owner.timed(name, args))
  }

  cancel(key: string): void {
    this.inTurn('timers.cancel').timers.cancel(key)
  }

  cancelAll(): void {
    this.inTurn('timers.cancelAll').timers.cancelAll()
  }

  has(key: string): boolean {
    return this.inTurn('timers.has').timers.has(key)
  }
}
