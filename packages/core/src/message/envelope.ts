import type { AskLink } from './ask-chain.ts'

/** Where the answer to an ask goes. */
export interface ReplyTo {
  answer(value: unknown): void
  reject(error: unknown): void
  /** An answer that came from another node: nobody else holds it. */
  arrive(value: unknown): void
}

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
  readonly reply: ReplyTo | undefined
  /** Who waits for the answer, and who waits for them. */
  readonly chain: AskLink | undefined

  constructor(name: string, payload: unknown, spread: boolean, reply?: ReplyTo, chain?: AskLink) {
    this.name = name
    this.payload = payload
    this.spread = spread
    this.reply = reply
    this.chain = chain
  }
}
