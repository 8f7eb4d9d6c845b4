import type { Sealer } from '../message/sealer.ts'
import { payloadOf } from './cell-ref.ts'
import { Tick, type TickSource } from './tick.ts'

/** The message that a timer sends, again and again perhaps. */
export class TimedMessage {
  readonly name: string
  private readonly payload: unknown
  private readonly spread: boolean
  private readonly sealer: Sealer

  /** @throws UnsendableError */
  constructor(sealer: Sealer, name: string, args: readonly unknown[]) {
    this.sealer = sealer
    this.name = name
    this.payload = sealer.seal(payloadOf(args))
    this.spread = args.length > 1
  }

  /** Once more: a handler may keep what it is given, and change what cannot be frozen, so each tick brings its own. */
  tick(source: TickSource): Tick {
    return new Tick(source, this.name, this.sealer.seal(this.payload), this.spread)
  }
}
