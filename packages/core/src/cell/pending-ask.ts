import type { AskLink } from '../message/ask-chain.ts'
import {
  AskAbortedError,
  AskTimeoutError,
  isRejection,
  markGivenUp,
  saysTimeIsOver,
} from '../message/errors.ts'
import { type AskEnd, OpenAsk } from '../message/open-ask.ts'
import type { Handling } from './handling.ts'
import type { Target } from './target.ts'

/** The actor that asked; its answer is given to it as a turn of its own. */
export interface Asker {
  readonly path: string
  readonly isAlive: boolean
  /** The chain of an ask that the running code makes. */
  linkTo(): AskLink
  answered(ask: PendingAsk, failed: boolean, value: unknown): void
  /** An ask of its has begun to wait, or waits no more. */
  waitsFor(ask: PendingAsk): void
  waitsNoMoreFor(ask: PendingAsk): void
}

/** What a pending ask tells of its end. */
export interface AskWarden {
  /** Makes an answer of this address space safe to hand over; the actor that gave it may go on changing what it holds. */
  seal(value: unknown): unknown
  forget(ask: PendingAsk): void
  /** An answer came after the ask had ended. */
  late(ask: PendingAsk, value: unknown): void
  heed(signal: AbortSignal, ask: PendingAsk): void
  heedNoMore(signal: AbortSignal, ask: PendingAsk): void
}

/** One ask that waits for its answer. Settles once; whatever comes later is a dead letter. */
export class PendingAsk extends OpenAsk {
  readonly promise: Promise<unknown>
  readonly target: Target
  readonly name: string
  readonly timeout: number
  /** Milliseconds that were left to whoever waits for the handling that asked, where those are fewer than the time-out. */
  inherited: number | undefined = undefined
  /** Its neighbours among those of the same time-out, or its place among those that inherited theirs. */
  earlier: PendingAsk | undefined = undefined
  later: PendingAsk | undefined = undefined
  place = -1
  /** Its neighbours among those of the same asker. */
  previousOwn: PendingAsk | undefined = undefined
  nextOwn: PendingAsk | undefined = undefined
  readonly asker: Asker | undefined
  /** The handling that waits, if an actor asked in one. */
  readonly handling: Handling | undefined

  private readonly warden: AskWarden
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
    super()
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
    else if (this.isOpen) this.settle(true, error)
  }

  rejectWith(error: Error): void {
    this.settle(true, this.warden.seal(error))
  }

  arrive(value: unknown): void {
    this.settle(false, value)
  }

  /** Gives up when `signal` aborts. */
  heed(signal: AbortSignal): void {
    if (!this.isOpen) return
    this.signal = signal
    if (signal.aborted) this.abort()
    else this.warden.heed(signal, this)
  }

  /** Its signal has aborted. */
  abort(): void {
    const said = `The ask of "${this.name}" at ${this.path} was aborted. Whether it was handled is unknown.`
    const reason: unknown = this.signal?.reason
    this.giveUp(new AskAbortedError(said, { cause: reason }), saysTimeIsOver(reason))
  }

  expire(): void {
    const { inherited, path, name, asker, handling } = this
    const late = `${path} did not answer "${name}" within`
    const unknown = 'Whether it was handled is unknown.'
    if (inherited === undefined) {
      const remedy = 'Allow more with ref.with({ timeout }), or see what keeps it busy.'
      this.giveUp(new AskTimeoutError(`${late} ${this.timeout} ms. ${unknown} ${remedy}`), true)
      return
    }
    const whose = `all that was left to whoever asked ${asker?.path} for "${handling?.name}"`
    const error = new AskTimeoutError(
      `${late} ${Math.max(0, Math.round(inherited))} ms, ${whose}. ${unknown}`,
    )
    markGivenUp(error)
    this.giveUp(error, true)
  }

  /** The life of the actor that asked has ended. */
  abandon(path: string): void {
    // What nobody looked at while the actor lived must not end the program now.
    this.promise.catch(() => {})
    const said = `${path} has ended, which asked ${this.path} for "${this.name}". Whether it was handled is unknown.`
    this.giveUp(new AskAbortedError(said))
  }

  /** Ends the ask without an answer, of which whoever sees to it is told. */
  giveUp(error: unknown, isTimedOut = false): void {
    if (this.isOpen) this.settle(true, error, isTimedOut ? 'timed-out' : 'given-up')
  }

  /** Settles the promise itself, in the turn of the actor that asked, if one did. */
  conclude(failed: boolean, value: unknown): void {
    if (failed) this.refuse(value)
    else this.fulfil(value)
  }

  private settle(failed: boolean, value: unknown, how: AskEnd = 'answered'): void {
    if (!this.isOpen) {
      this.warden.late(this, value)
      return
    }
    this.end(how)
    this.warden.forget(this)
    if (this.signal !== undefined) {
      this.warden.heedNoMore(this.signal, this)
      this.signal = undefined
    }
    if (this.asker?.isAlive) this.asker.answered(this, failed, value)
    else this.conclude(failed, value)
  }
}
