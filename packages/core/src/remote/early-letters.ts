import { originOf } from '../message/uid.ts'

const MOST_HELD = 65_536

/**
 * What reached this node for actors that it has not been told of yet: their ref came to a third node, and that node's
 * message overtook the order to spawn. Each origin numbers its actors upwards, so a number above the last one seen from
 * it is still to come, and a lower one is gone for good.
 */
export class EarlyLetters {
  private readonly held = new Map<number, (() => void)[]>()
  private readonly lastSeen = new Map<number, number>()
  private readonly mayCome: (origin: number) => boolean
  private count = 0

  /** @param mayCome whether that node lives, and could still send a spawn */
  constructor(mayCome: (origin: number) => boolean) {
    this.mayCome = mayCome
  }

  /** Whether an actor of that number may still be spawned here. */
  isAwaited(uid: number): boolean {
    const origin = originOf(uid)
    return uid > (this.lastSeen.get(origin) ?? 0) && this.mayCome(origin)
  }

  /** Keeps `deliver` for later, if the actor may still come. */
  hold(uid: number, deliver: () => void): boolean {
    if (!this.isAwaited(uid) || this.count >= MOST_HELD) return false
    const letters = this.held.get(uid) ?? []
    letters.push(deliver)
    this.held.set(uid, letters)
    this.count++
    return true
  }

  /** The actor is there: delivers what was held for it. What was held for lower numbers will never find its actor. */
  release(uid: number): void {
    const origin = originOf(uid)
    this.lastSeen.set(origin, Math.max(uid, this.lastSeen.get(origin) ?? 0))
    this.deliver((held) => originOf(held) === origin && held <= uid)
  }

  /** Nothing more will come from that node. */
  giveUp(origin: number): void {
    this.lastSeen.set(origin, Number.POSITIVE_INFINITY)
    this.deliver((held) => originOf(held) === origin)
  }

  private deliver(due: (uid: number) => boolean): void {
    for (const [uid, letters] of this.held) {
      if (!due(uid)) continue
      this.held.delete(uid)
      this.count -= letters.length
      for (const letter of letters) letter()
    }
  }
}
