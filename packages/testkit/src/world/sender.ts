import { type ControlledDispatcher, pathOf } from './controlled-dispatcher.ts'

const TIMER = '~timer'

/** What tells who sends what is sent now. */
export interface SenderParts {
  readonly dispatcher: ControlledDispatcher
  /** Whether a timer fires. */
  readonly isFiring: () => boolean
  /** To whom the step that goes on has happened first. */
  readonly starter: () => string | undefined
}

/** Who sends what is sent now: an actor, a timer, or, with no path, the program outside. */
export class Sender {
  private readonly parts: SenderParts
  /** Who had sent what arrives from another node now. */
  private arriving: string | undefined = undefined

  constructor(parts: SenderParts) {
    this.parts = parts
  }

  get path(): string {
    const { dispatcher, isFiring, starter } = this.parts
    // A setup, or what comes of a timer of the host, has a turn within what goes on around it.
    if (dispatcher.actor !== undefined) return pathOf(dispatcher.actor) ?? ''
    if (this.arriving !== undefined) return this.arriving
    if (isFiring()) return TIMER
    // What leaves for another node was sent in the step that ends now.
    return (dispatcher.isFlushing && starter()) || ''
  }

  get isArriving(): boolean {
    return this.arriving !== undefined
  }

  /** Takes in what has come from another node, where `from` had sent it. */
  arrive(from: string, task: () => void): void {
    this.arriving = from
    task()
    this.arriving = undefined
  }
}
