import { wordsOf } from '../base/in-words.ts'
import {
  ActorFailedError,
  ActorStartError,
  ActorTerminatedError,
  MailboxFullError,
  MessageExpiredError,
  UnhandledMessageError,
} from '../message/errors.ts'
import type { Ending } from './ending.ts'
import type { Birth } from './host.ts'

/** Why an actor does not handle a message. */
export type RefusalReason = 'terminated' | 'mailbox-full' | 'unhandled' | 'expired'

/** What the asker is told of a message that is not handled. */
export function refusal(
  name: string,
  reason: RefusalReason,
  path: string,
  birth: Birth,
  ending: Ending | undefined,
): Error {
  if (reason === 'mailbox-full') {
    return new MailboxFullError(
      `"${name}" was refused: ${birth.terms.mailbox.capacity} messages wait for ${path}. Heed what tell returns, and await ref.ready().`,
    )
  }
  if (reason === 'unhandled') {
    return unhandled(name, path, birth)
  }
  if (reason === 'expired') {
    return new MessageExpiredError(
      `"${name}" waited for ${path} longer than the ttl of its sender allows, and was not handled.`,
    )
  }
  const cause = ending?.error
  if (cause instanceof ActorStartError) return cause
  return new ActorTerminatedError(
    `${path} has ended (${ending?.reason ?? 'stopping'}); "${name}" was not handled.`,
    { cause },
  )
}

/** What the asker is told where no more is known of the actor than that it is not there any more. */
export function hasEnded(name: string, path: string): Error {
  return new ActorTerminatedError(`${path} has ended; "${name}" was not handled.`)
}

/** What is said of a message that the actor has no handler for. */
export function unhandled(name: string, path: string, birth: Birth): Error {
  return new UnhandledMessageError(
    `${path} has no handler for "${name}". Add it to the handlers that the setup of "${birth.definition.name}" returns.`,
  )
}

/** What an actor fails with whose mailbox is full, and whose policy that is. */
export function overflowError(path: string, birth: Birth): Error {
  const { capacity } = birth.terms.mailbox
  return new MailboxFullError(`${capacity} messages waited for ${path}, and its overflow policy is "fail".`)
}

/** What the asker is told whose message an actor has failed on, or failed before it was handled to its end. */
export function failureIn(name: string, path: string, cause: unknown): Error {
  const when = name === '' ? '' : ` while it handled "${name}"`
  return new ActorFailedError(`${path} failed${when}: ${wordsOf(cause)}`, { cause })
}

/** What the asker is told whose message was still handled when the time was over that a restart allows for that. */
export function interruptionOf(name: string, path: string): Error {
  return new ActorFailedError(`${path} was started anew before it had handled "${name}" to its end.`)
}
