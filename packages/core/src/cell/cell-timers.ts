import type { Timers } from '../behavior/timers.ts'
import type { Arguments, MessageName } from '../message/protocol.ts'
import type { TimedMessage } from './timed-message.ts'
import type { TimerTable } from './timer-table.ts'

/** What the timers of a context ask of its actor. */
export interface TimerOwner {
  /** The timers of the life that goes on. */
  readonly timers: TimerTable
  /** @throws UnsendableError; UnhandledMessageError where the actor has handlers, and none of that name */
  timed(name: string, args: readonly unknown[]): TimedMessage
}

/** The timers of one life, for use in its turns. */
export class CellTimers<P> implements Timers<P> {
  private readonly inTurn: (method: string) => TimerOwner

  /** @param inTurn gives the actor, and throws outside its turn */
  constructor(inTurn: (method: string) => TimerOwner) {
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
