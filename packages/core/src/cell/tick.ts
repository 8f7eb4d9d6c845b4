import { Envelope } from '../message/envelope.ts'

/** The timer that a tick belongs to. */
export interface TickSource {
  /** Whether the life that the timer belongs to goes on. */
  readonly isAlive: boolean
  /** Its tick has come out of the mailbox: whether the timer still stands. */
  taken(): boolean
}

/**
 * What a timer puts among its actor's messages. It always fits, and whether it counts is decided when it is taken out:
 * by then its timer may have been cancelled or replaced, or its life have ended.
 */
export class Tick {
  readonly type = 'tick'
  /** The message's name: where that may be handled while another handler awaits, so may the tick. */
  readonly name: string
  readonly envelope: Envelope
  readonly source: TickSource
  private wasTaken = false

  constructor(source: TickSource, name: string, payload: unknown, spread: boolean) {
    this.source = source
    this.name = name
    this.envelope = new Envelope(name, payload, spread)
  }

  /** Takes it out of the mailbox: whether it still counts. */
  isDue(): boolean {
    // Taken before, it was put aside by its handler, and is a message like others as long as that life goes on.
    if (this.wasTaken) return this.source.isAlive
    this.wasTaken = true
    return this.source.taken()
  }
}
