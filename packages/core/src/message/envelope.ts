import type { AskLink } from './ask-chain.ts'
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

  constructor(name: string, payload: unknown, spread: boolean, reply?: OpenAsk, chain?: AskLink) {
    this.name = name
    this.payload = payload
    this.spread = spread
    this.reply = reply
    this.chain = chain
  }
}
