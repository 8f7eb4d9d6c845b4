import { type ActorRef, type Answer, InvalidOptionError, type MessageName, type Payload } from '@troupe/core'
import { equals } from './equality.ts'
import { ExpectationError } from './expectation-error.ts'
import type { Recipient } from './probe-definition.ts'
import { show, showValue } from './shown.ts'

/**
 * One message that a probe was sent.
 *
 * @example
 * ```ts
 * import { createTestSystem } from '@troupe/testkit'
 *
 * await using sys = createTestSystem()
 * const till = sys.probe<{ price(goods: string): number }>('till')
 * const price = till.ref.ask('price', 'tea')
 * const asked = await till.expect('price', 'tea')
 * asked.reply(3)
 * console.log(await price)
 * ```
 */
export interface Received<A extends readonly unknown[] = readonly unknown[], R = unknown> {
  readonly name: string
  readonly args: A
  /** Whether somebody waits for an answer. */
  readonly isAsk: boolean
  /** @throws ExpectationError where nobody waits for an answer, or one was given */
  reply(answer: R): void
  /**
   * Rejects the asker: with the error itself if it is a `Rejection`, otherwise by failing the probe with it.
   *
   * @throws ExpectationError where nobody waits for an answer, or one was given
   */
  reject(error: Error): void
}

/**
 * An actor that a test looks through. It takes every message, answers none by itself, and what it has taken waits until
 * the test expects it. `P` is the protocol that it stands for.
 *
 * @example
 * ```ts
 * import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
 * import { createTestSystem } from '@troupe/testkit'
 *
 * const Echo = defineActor('Echo', (_ctx: ActorContext<{ say(word: string, to: ActorRef<Ear>): void }>) => ({
 *   say: (word, to) => void to.tell('hear', word),
 * }))
 * interface Ear {
 *   hear(word: string): void
 * }
 *
 * await using sys = createTestSystem()
 * const ear = sys.probe<Ear>('ear')
 * sys.spawn(Echo).tell('say', 'hello', ear.ref)
 * await ear.expect('hear', 'hello')
 * await ear.expectNone()
 * ```
 */
export interface Probe<P> {
  readonly ref: ActorRef<P>
  /** Everything that it was ever sent, expected already or not. */
  readonly received: readonly Received[]
  /**
   * Lets everything happen that can, and takes the oldest message that has not been expected yet: it must be this one.
   * Arguments may be matchers, as `expect.any(Number)`.
   *
   * @throws ExpectationError where there is none, or another one
   * @throws InvalidOptionError for what no message could be: one without a name, or with a function
   */
  expect<K extends MessageName<P>>(
    name: K,
    ...args: Payload<P, K>
  ): Promise<Received<Payload<P, K>, Answer<P, K>>>
  /**
   * Lets everything happen that can, and takes the oldest message that has not been expected yet, whichever it is.
   *
   * @throws ExpectationError where there is none
   */
  next(): Promise<Received>
  /**
   * Lets everything happen that can, after which all messages must have been expected.
   *
   * @throws ExpectationError
   */
  expectNone(): Promise<void>
}

/** How many messages a failure tells of, of those before and of those that are too much. */
const MOST_SHOWN = 3

/** The test's side of a probe. */
export class ActorProbe<P> implements Probe<P>, Recipient {
  readonly received: TakenMessage[] = []
  ref!: ActorRef<P>
  private readonly name: string
  private readonly comeToRest: () => Promise<void>
  private readonly circumstances: () => string
  private expected = 0

  /** @param circumstances says why something may not have come */
  constructor(name: string, comeToRest: () => Promise<void>, circumstances: () => string) {
    this.name = name
    this.comeToRest = comeToRest
    this.circumstances = circumstances
  }

  receive(name: string, args: readonly unknown[], isAsk: boolean): Promise<unknown> | undefined {
    const message = new TakenMessage(this.name, name, args, isAsk)
    this.received.push(message)
    return message.answer
  }

  async expect<K extends MessageName<P>>(
    name: K,
    ...args: Payload<P, K>
  ): Promise<Received<Payload<P, K>, Answer<P, K>>> {
    checkPattern(name, args)
    await this.comeToRest()
    const message = this.received[this.expected]
    const wanted = show(name, args)
    if (message === undefined) throw this.failure(`${wanted}, and ${this.nothing}`, [], [name, ...args])
    if (!isMessage<Payload<P, K>, Answer<P, K>>(message, name, args)) {
      throw this.failure(
        `${wanted}, and was sent ${this.unexpected}`,
        [message.name, ...message.args],
        [name, ...args],
      )
    }
    this.expected++
    return message
  }

  async next(): Promise<Received> {
    await this.comeToRest()
    const message = this.received[this.expected]
    if (message === undefined) throw this.failure(`a message, and ${this.nothing}`)
    this.expected++
    return message
  }

  async expectNone(): Promise<void> {
    await this.comeToRest()
    if (this.received.length > this.expected) throw this.failure(`nothing, and was sent ${this.unexpected}`)
  }

  private get nothing(): string {
    return this.expected === 0 ? 'nothing has come' : 'nothing more has come'
  }

  /** What it had expected, and got, before. */
  private get before(): string {
    if (this.expected === 0) return ''
    const last = this.received.slice(Math.max(0, this.expected - MOST_SHOWN), this.expected)
    const shown = last.map(({ name, args }) => show(name, args))
    const all = this.expected > MOST_SHOWN ? ['…', ...shown] : shown
    return ` Before that came, as expected, ${all.join(', ')}.`
  }

  private get unexpected(): string {
    const all = this.received.slice(this.expected)
    const shown = all.slice(0, MOST_SHOWN).map(({ name, args }) => show(name, args))
    const more = all.length - shown.length
    return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', then ')
  }

  private failure(what: string, actual?: unknown, expected?: unknown): ExpectationError {
    const why = this.received.length > this.expected ? '' : this.circumstances()
    return new ExpectationError(
      `The probe "${this.name}" expected ${what}.${this.before}${why}`,
      actual,
      expected,
    )
  }
}

/** @throws InvalidOptionError */
function checkPattern(name: unknown, args: readonly unknown[]): void {
  if (typeof name !== 'string')
    throw new InvalidOptionError(
      `A probe expects a message by its name, which comes first: a string, not ${showValue(name)}.`,
    )
  if (args.some((arg) => typeof arg === 'function'))
    throw new InvalidOptionError(
      `No message holds a function, so that ${show(name, args)} never comes. Expect a matcher, as expect.toSatisfy(…) of vitest; or take the message by next() and look at its args.`,
    )
}

/** Whether that is the expected message, whose answer is then of the type that goes with it. */
function isMessage<A extends readonly unknown[], R>(
  message: Received<readonly unknown[], R>,
  name: string,
  args: A,
): message is Received<A, R> {
  return message.name === name && equals(message.args, args)
}

class TakenMessage implements Received {
  readonly name: string
  readonly args: readonly unknown[]
  readonly isAsk: boolean
  /** What the asker will get. */
  readonly answer: Promise<unknown> | undefined
  private readonly probe: string
  private settle: { fulfil(value: unknown): void; refuse(error: Error): void } | undefined = undefined

  constructor(probe: string, name: string, args: readonly unknown[], isAsk: boolean) {
    this.probe = probe
    this.name = name
    this.args = args
    this.isAsk = isAsk
    if (!isAsk) return
    this.answer = new Promise((fulfil, refuse) => {
      this.settle = { fulfil, refuse }
    })
  }

  reply(answer: unknown): void {
    this.take().fulfil(answer)
  }

  reject(error: Error): void {
    this.take().refuse(error)
  }

  private take(): { fulfil(value: unknown): void; refuse(error: Error): void } {
    const { settle } = this
    this.settle = undefined
    if (settle !== undefined) return settle
    const why = this.isAsk ? 'it was answered before' : 'it was told, not asked'
    throw new ExpectationError(
      `${show(this.name, this.args)} cannot be answered by the probe "${this.probe}": ${why}.`,
    )
  }
}
