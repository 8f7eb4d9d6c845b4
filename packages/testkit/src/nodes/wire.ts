import type { FrameReceiver } from '@troupe/core/remote'
import type { Mishap, Way } from './way.ts'

/** What a wire needs of the world that it is part of. */
export interface WireWorld {
  readonly clock: { now(): number; setTimer(delay: number, task: () => void, purpose?: string): unknown }
  /** The path of the actor that sends at this moment. */
  readonly sender: string
  /** Runs a task at the end of the turns that are under way. */
  carry(task: () => void): void
  /** Something is sent to a node. */
  crossed(to: string): void
  /** Takes in what `from` had sent from another node. */
  arrive(from: string, task: () => void): void
}

/** What may go wrong with what one node sends another. */
export interface Mishaps {
  readonly drop: Mishap
  readonly duplicate: Mishap
}

/** What a wire leads to, and what it is like. */
export interface WirePlan {
  /** The name of the node at its end. */
  readonly to: string
  readonly way: Way
  readonly mishaps: Mishaps
  /** Chance: a number from 0 up to 1. */
  readonly draw: () => number
  readonly receiver: FrameReceiver
}

/** What is on its way: a frame, or the word that no more will follow. */
interface Parcel {
  readonly from: string
  /** When it arrives, unless the way is cut then. */
  readonly at: number
  readonly deliver: (receiver: FrameReceiver) => void
}

/** One direction of a connection between two nodes: what is not lost on it arrives in the order sent, each when it is due. */
export class Wire {
  private readonly world: WireWorld
  private readonly to: string
  private readonly way: Way
  private readonly mishaps: Mishaps
  private readonly draw: () => number
  private readonly receiver: FrameReceiver
  private underWay: Parcel[] = []

  constructor(world: WireWorld, { to, way, mishaps, draw, receiver }: WirePlan) {
    this.world = world
    this.to = to
    this.way = way
    this.mishaps = mishaps
    this.draw = draw
    this.receiver = receiver
  }

  /** How much waits for the way to be healed. */
  get heldBack(): number {
    return this.way.isCut ? this.underWay.length : 0
  }

  /** Sends a frame: it may be lost, or arrive twice. */
  send(deliver: (receiver: FrameReceiver) => void): void {
    this.world.crossed(this.to)
    const { drop, duplicate } = this.mishaps
    const isDoubled = duplicate.befalls(this.draw)
    if (drop.befalls(this.draw)) return
    this.put(deliver)
    if (isDoubled) this.put(deliver)
  }

  /** Says, after all that was sent, that nothing more will follow. */
  end(error: Error | undefined): void {
    this.put((receiver) => receiver.closed(error))
  }

  /** Where the way is cut, says so at once all the same: the receiver knows of the end without this wire. */
  sever(error: Error): void {
    if (!this.way.isCut) return
    this.underWay = []
    this.world.carry(() => this.receiver.closed(error))
  }

  /** Delivers all that is due; nothing while the way is cut. */
  readonly deliver = (): void => {
    while (!this.way.isCut) {
      const [first] = this.underWay
      if (first === undefined || first.at > this.world.clock.now()) return
      this.underWay.shift()
      this.world.arrive(first.from, () => first.deliver(this.receiver))
    }
  }

  private put(deliver: (receiver: FrameReceiver) => void): void {
    const { clock, sender } = this.world
    const now = clock.now()
    const at = Math.max(now + this.nextDelay(), this.underWay.at(-1)?.at ?? 0)
    this.underWay.push({ from: sender, at, deliver })
    if (at > now) clock.setTimer(at - now, this.deliver, 'network')
    else this.world.carry(this.deliver)
  }

  private nextDelay(): number {
    const { delay, jitter } = this.way
    return jitter === 0 ? delay : delay + this.draw() * jitter
  }
}
