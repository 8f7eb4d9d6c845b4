import type { AnyActorRef } from './any-actor-ref.ts'

/**
 * What is known of a reply whatever the answer it stands for: for types that only pass it on.
 *
 * @example
 * ```ts
 * import type { AnyReply } from '@troupe/core'
 *
 * export const waiting: AnyReply[] = []
 * ```
 */
export interface AnyReply {
  /** Marks replies for the compiler; the value is never read. */
  readonly isReply: true
  /**
   * Whether somebody still waits for the answer, as far as this node knows. Of a message that was told, and not asked,
   * nobody does.
   */
  readonly isOpen: boolean
}

/**
 * The answer to one ask, to be given later, once: taken with `ctx.reply` by the handler of that ask, kept, or sent inside a
 * message to another actor on any node. The actor that took it stays answerable: if its life ends before the answer,
 * wherever the reply is by then, whoever asked is rejected at once with an `ActorTerminatedError`. Who is only sent it is
 * not, unless {@link Reply.heldBy} says so.
 *
 * @example
 * ```ts
 * import { type ActorContext, defineActor, type Reply } from '@troupe/core'
 *
 * interface QueueProtocol {
 *   put(item: string): void
 *   take(): string
 * }
 *
 * export const Queue = defineActor('Queue', (ctx: ActorContext<QueueProtocol>) => {
 *   const items: string[] = []
 *   const takers: Reply<string>[] = []
 *   return {
 *     put(item) {
 *       const taker = takers.find(({ isOpen }) => isOpen)
 *       if (taker === undefined) items.push(item)
 *       else taker.answer(item)
 *     },
 *     take() {
 *       const item = items.shift()
 *       if (item !== undefined) return item
 *       const reply = ctx.reply('take')
 *       takers.push(reply)
 *       return reply
 *     },
 *   }
 * })
 * ```
 */
export interface Reply<in T> extends AnyReply {
  /**
   * Answers whoever asked; a `Rejection` rejects. Where the message was told, and not asked, the value goes nowhere, as
   * what its handler returns does.
   *
   * @throws ReplyTwiceError if it was answered or rejected before
   * @throws AskGivenUpError if whoever asked is known to have given up: look at `isOpen` first
   * @throws UnsendableError for a value that cannot be sent; it is still to be answered then
   */
  answer(value: T): void
  /**
   * Rejects whoever asked with this error; the actor goes on.
   *
   * @throws ReplyTwiceError, AskGivenUpError, as `answer` does
   * @throws InvalidOptionError for what is no error
   */
  reject(error: Error): void
  /**
   * Makes the actor that is sent this reply answerable as well: if that one ends before the answer, on whatever node, or is
   * lost with it, whoever asked is rejected at once with an `ActorTerminatedError`. A restart is no end. Returns the reply,
   * to be sent: `worker.tell('work', job, reply.heldBy(worker))`.
   *
   * @throws InvalidOptionError for what is no ref
   */
  heldBy(holder: AnyActorRef): this
}
