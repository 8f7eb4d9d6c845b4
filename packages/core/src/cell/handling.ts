import type { AskLink } from '../message/ask-chain.ts'
import { Envelope } from '../message/envelope.ts'
import { ReplyTwiceError, stemsFromGivingUp } from '../message/errors.ts'
import type { OpenAsk } from '../message/open-ask.ts'
import { askSignal } from './ask-signal.ts'
import { Tick, type TickSource } from './tick.ts'

/** One message that is being handled, from the call of its handler until what that returned has settled. */
export class Handling {
  /** Which of the actor's handlings this is, from 1 on: said once somebody waits for what it asks. */
  id = 0
  readonly name: string
  /** How the message lay in the mailbox; nothing for a plain one, which is its name and its payload. */
  readonly letter: Envelope | Tick | undefined
  /** The payload of a plain message whose handler awaits. */
  payload: unknown = undefined
  /** Where its answer goes, if somebody asked and it is this handling's to answer. */
  reply: OpenAsk | undefined
  /** Who waits for its answer. */
  chain: AskLink | undefined
  private passed = false
  private signal: AbortSignal | undefined = undefined

  constructor(name: string, letter?: Envelope | Tick) {
    const envelope = letter instanceof Envelope ? letter : letter?.envelope
    this.name = name
    this.letter = letter
    this.reply = envelope?.reply
    this.chain = envelope?.chain
  }

  /** When whoever waits for its answer gives up. */
  get deadline(): number {
    return this.reply === undefined ? Number.POSITIVE_INFINITY : this.reply.deadline
  }

  /** Aborts when `life` does, or when whoever asked gives up before the answer; the same one each time. */
  signalWithin(life: AbortSignal): AbortSignal {
    if (this.signal === undefined && this.reply !== undefined)
      this.signal = askSignal(this.reply, this.name, life)
    return this.signal ?? life
  }

  /** Whether it ended with `error` only because whoever asked has given up, so that the actor is not to blame. */
  wasCalledOff(error: unknown): boolean {
    return this.reply !== undefined && stemsFromGivingUp(error)
  }

  /**
   * Hands the ask that is handled, if it is one, to `pass`. Once that has returned nobody waits for this handling.
   *
   * @returns whether it is one
   * @throws ReplyTwiceError where that has been done before
   */
  passOn(pass: (reply: OpenAsk, chain: AskLink | undefined) => void): boolean {
    this.checkOwn()
    const { reply, chain } = this
    if (reply === undefined) return false
    pass(reply, chain)
    this.letGo()
    return true
  }

  /**
   * Lets the answer be given later: what the handler returns is none. An error that it throws still is one.
   *
   * @returns what waits for the answer, if anything does
   * @throws ReplyTwiceError where it was passed on before
   */
  keepReply(): OpenAsk | undefined {
    this.checkOwn()
    this.passed = true
    return this.reply
  }

  private checkOwn(): void {
    if (!this.passed) return
    throw new ReplyTwiceError(
      `The answer to "${this.name}" is in other hands already: it was forwarded, stashed, or its reply was taken.`,
    )
  }

  /** From now on nobody waits for this handling: its message is in other hands. */
  letGo(): void {
    this.reply = undefined
    this.chain = undefined
    this.passed = true
  }

  /** Whether its message is in other hands. */
  get isLetGo(): boolean {
    return this.passed
  }
}

/** The handlings of one actor whose promises have not settled: at most one exclusive, and any number interleaved. */
export class Handlings {
  /** The one that keeps all but interleaved messages waiting. */
  exclusive: Handling | undefined = undefined
  private interleaved: Set<Handling> | undefined = undefined

  get size(): number {
    return (this.exclusive === undefined ? 0 : 1) + (this.interleaved?.size ?? 0)
  }

  /** Whether an earlier tick of that timer is among the interleaved ones. */
  handlesTickOf(source: TickSource): boolean {
    for (const { letter } of this.interleaved ?? [])
      if (letter instanceof Tick && letter.source === source) return true
    return false
  }

  /** The only one there is. */
  get only(): Handling | undefined {
    if (this.size > 1) return undefined
    return this.exclusive ?? this.interleaved?.values().next().value
  }

  hold(handling: Handling, interleaves: boolean): void {
    if (!interleaves) {
      this.exclusive = handling
      return
    }
    this.interleaved ??= new Set()
    this.interleaved.add(handling)
  }

  /** Takes a handling that has settled; `false` where it was abandoned before. */
  take(handling: Handling): boolean {
    if (this.exclusive !== handling) return this.interleaved?.delete(handling) ?? false
    this.exclusive = undefined
    return true
  }

  /** Gives up on all of them: their outcomes will be ignored, and their askers are rejected. */
  abandon(errorFor: (handling: Handling) => Error): void {
    const pending = [...(this.interleaved ?? [])]
    if (this.exclusive !== undefined) pending.push(this.exclusive)
    this.exclusive = undefined
    this.interleaved = undefined
    for (const handling of pending) handling.reply?.reject(errorFor(handling))
  }
}
