import type { ReplyTo } from '../message/envelope.ts'
import { AskAbortedError, AskTimeoutError, isRejection } from '../message/errors.ts'
import type { Handling } from './handling.ts'
import type { Target } from './target.ts'

/** The actor that asked; its answer is given to it as a turn of its own. */
export interface Asker {
  readonly isAlive: boolean
  answered(ask: PendingAsk, failed: boolean, value: unknown): void
}

/** What a pending ask tells of its end. */
export interface AskWarden {
  /** Makes an answer of this address space safe to hand over; the actor that gave it may go on changing what it holds. */
  seal(value: unknown): unknown
  forget(ask: PendingAsk): void
  /** An answer came after the ask had ended. */
  late(ask: PendingAsk, value: unknown): void
}

/** One ask that waits for its answer. Settles once; whatever comes later is a dead letter. */
export class PendingAsk implements ReplyTo {
  readonly promise: Promise<unknown>
  readonly target: Target
  readonly name: string
  readonly timeout: number
  /** The time at which it gives up, and its neighbours among those of the same time-out. */
  deadline = 0
  earlier: PendingAsk | undefined = undefined
  later: PendingAsk | undefined = undefined
  /** The handling that waits, if an actor asked in one. */
  readonly handling: Handling | undefined

  /** Called once when it has settled. */
  released: (() => void) | undefined = undefined

  private readonly asker: Asker | undefined
  private readonly warden: AskWarden
  private settled = false
  private fulfil!: (value: unknown) => void
  private refuse!: (error: unknown) => void
  private signal: AbortSignal | undefined = undefined

  constructor(
    warden: AskWarden,
    target: Target,
    name: string,
    timeout: number,
    asker: Asker | undefined,
    handling: Handling | undefined,
  ) {
    this.warden = warden
    this.target = target
    this.name = name
    this.timeout = timeout
    this.asker = asker
    this.handling = handling
    this.promise = new Promise((fulfil, refuse) => {
      this.fulfil = fulfil
      this.refuse = refuse
    })
  }

  get isSettled(): boolean {
    return this.settled
  }

  /** The path of the asked actor. */
  get path(): string {
    return this.target.address.path
  }

  answer(value: unknown): void {
    this.settle(false, this.warden.seal(value))
  }

  reject(error: unknown): void {
    if (isRejection(error)) this.settle(true, this.warden.seal(error))
    // A handler's answer may be too late. That there will be none is no news to an ask that has ended.
    else if (!this.settled) this.settle(true, error)
  }

  /** An answer that came from another node: nobody else holds it. */
  arrive(value: unknown): void {
    this.settle(false, value)
  }

  /** Gives up when `signal` aborts. */
  heed(signal: AbortSignal): void {
    if (signal.aborted) {
      this.aborted(signal)
      return
    }
    this.signal = signal
    signal.addEventListener('abort', this)
  }

  /** The signal aborted: called as its listener. */
  handleEvent(): void {
    if (this.signal !== undefined) this.aborted(this.signal)
  }

  expire(): void {
    this.settle(
      true,
      new AskTimeoutError(
        `${this.path} did not answer "${this.name}" within ${this.timeout} ms. Whether it was handled is unknown.`,
      ),
    )
  }

  /** Settles the promise itself, in the turn of the actor that asked, if one did. */
  conclude(failed: boolean, value: unknown): void {
    if (failed) this.refuse(value)
    else this.fulfil(value)
  }

  private aborted(signal: AbortSignal): void {
    const said = `The ask of "${this.name}" at ${this.path} was aborted. Whether it was handled is unknown.`
    this.settle(true, new AskAbortedError(said, { cause: signal.reason }))
  }

  private settle(failed: boolean, value: unknown): void {
    if (this.settled) {
      this.warden.late(this, value)
      return
    }
    this.settled = true
    this.warden.forget(this)
    this.released?.()
    if (this.signal !== undefined) {
      this.signal.removeEventListener('abort', this)
      this.signal = undefined
    }
    if (this.asker?.isAlive) this.asker.answered(this, failed, value)
    else this.conclude(failed, value)
  }
}
