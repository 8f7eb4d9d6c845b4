import type { Down } from '../message/down.ts'
import type { Ending } from './ending.ts'
import { Tick } from './tick.ts'

/**
 * What is queued among an actor's messages without being one, because its place in their order matters: the end of a
 * watched actor comes after what that actor sent, an order to drain after what was sent before it, and what a timer
 * sends after what came before it was due.
 */
export type Signal = DownSignal | LinkSignal | DrainSignal | Tick

/** The end of a watched actor. */
export class DownSignal {
  readonly type = 'down'
  readonly watch: number
  readonly down: Down
  /** The message that it is handled as: where that may be handled while another handler awaits, so may the signal. */
  readonly name: string

  constructor(watch: number, down: Down, name: string) {
    this.watch = watch
    this.down = down
    this.name = name
  }
}

/** The end of an actor that the receiver is linked with. */
export class LinkSignal {
  readonly type = 'link'
  /** What both know the link by. */
  readonly id: string
  readonly end: Ending

  constructor(id: string, end: Ending) {
    this.id = id
    this.end = end
  }
}

/** An order to stop, once everything that was sent before it has been handled: it waits in the lane that comes last. */
export class DrainSignal {
  readonly type = 'drain'
}

/** Tells a signal from the messages that it lies among. */
export function isSignal(letter: unknown): letter is Signal {
  return (
    letter instanceof DownSignal ||
    letter instanceof LinkSignal ||
    letter instanceof DrainSignal ||
    letter instanceof Tick
  )
}
