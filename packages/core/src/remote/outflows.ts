import type { Address } from '../cell/target.ts'
import { Outflow } from './flow.ts'

/** The ways to the actors at the other end of one link, as long as messages are under way on them. */
export class Outflows {
  private readonly open = new Map<number, Outflow>()
  // Mostly a message goes where the last one went: that way is found without a look into the map.
  private lastUid = -1
  private last: Outflow | undefined = undefined

  /** All of them. */
  get all(): Iterable<Outflow> {
    return this.open.values()
  }

  get(uid: number): Outflow | undefined {
    return uid === this.lastUid ? this.last : this.open.get(uid)
  }

  /** The way to an actor, opened if it is not. */
  to(address: Address): Outflow {
    const { uid } = address
    return uid === this.lastUid && this.last !== undefined ? this.last : this.find(address)
  }

  /** The far side has taken so many messages to an actor. Returns how many of them had been under way. */
  granted(uid: number, count: number): number {
    const outflow = this.get(uid)
    if (outflow === undefined) return 0
    const taken = outflow.granted(count)
    if (outflow.isIdle) this.close(uid)
    return taken
  }

  clear(): void {
    this.open.clear()
    this.forgetLast()
  }

  private find({ uid, window }: Address): Outflow {
    let outflow = this.open.get(uid)
    if (outflow === undefined) {
      outflow = new Outflow(window)
      this.open.set(uid, outflow)
    }
    this.lastUid = uid
    this.last = outflow
    return outflow
  }

  private close(uid: number): void {
    this.open.delete(uid)
    if (uid === this.lastUid) this.forgetLast()
  }

  private forgetLast(): void {
    this.lastUid = -1
    this.last = undefined
  }
}
