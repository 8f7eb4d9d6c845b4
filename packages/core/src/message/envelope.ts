import type { AskLink } from './ask-chain.ts'
import type { Lapsing } from './expiry.ts'
import type { OpenAsk } from './open-ask.ts'

/**
 * A message that is more than a name and a single argument. The plain ones, by far the most, never become one: they lie
 * flat in the mailbox.
 */
export class Envelope {
  readonly name: string
  /** The single argument, or the array of several. */
  readonly payload: unknown
  /** Whether `payload` is an array of several arguments. */
  readonly spread: boolean
  /** Where the answer goes. */
  readonly reply: OpenAsk | undefined
  /** Who waits for the answer, and who waits for them. */
  readonly chain: AskLink | undefined

  /** What makes it too late to handle it, if anything does. */
  readonly lapsing: Lapsing | undefined

  constructor(
    name: string,
    payload: unknown,
    spread: boolean,
    reply?: OpenAsk,
    chain?: AskLink,
    lapsing?: Lapsing,
  ) {
    this.name = name
    this.payload = payload
    this.spread = spread
    this.reply = reply
    this.chain = chain
    this.lapsing = lapsing
  }
}
