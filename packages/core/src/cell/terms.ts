import {
  completeMailbox,
  defaultMailboxLimits,
  type MailboxLimits,
  type SpawnOptions,
} from '../behavior/spawn-options.ts'
import type { RestartPolicy } from '../behavior/supervision.ts'
import { checkDuration } from '../message/option.ts'

/** On what terms an actor lives, with nothing left open; most share {@link usualTerms}. */
export interface Terms {
  readonly mailbox: MailboxLimits
  /** Milliseconds. */
  readonly startTimeout: number
  /** Milliseconds. */
  readonly stopTimeout: number
  readonly restart: RestartPolicy
}

/** Shared by all that are spawned with nothing but a definition. */
export const noArguments: readonly unknown[] = Object.freeze([])
export const noOptions: SpawnOptions = Object.freeze({})

export const usualTerms: Terms = {
  mailbox: defaultMailboxLimits,
  // Below the time-out of an ask: who asks an actor that does not come up is told that, and not just that time is over.
  startTimeout: 4_000,
  stopTimeout: 5_000,
  restart: 'transient',
}

/** @throws InvalidOptionError for limits and times that make no sense */
export function completeTerms(options: SpawnOptions, restart: RestartPolicy): Terms {
  if (options === noOptions && restart === usualTerms.restart) return usualTerms
  const mailbox = completeMailbox(options.mailbox)
  const startTimeout = checkDuration(options.startTimeout, 'startTimeout', usualTerms.startTimeout)
  const stopTimeout = checkDuration(options.stopTimeout, 'stopTimeout', usualTerms.stopTimeout)
  const terms = { mailbox, startTimeout, stopTimeout, restart }
  return isUsual(terms) ? usualTerms : terms
}

function isUsual({ mailbox, startTimeout, stopTimeout, restart }: Terms): boolean {
  return (
    mailbox === usualTerms.mailbox &&
    startTimeout === usualTerms.startTimeout &&
    stopTimeout === usualTerms.stopTimeout &&
    restart === usualTerms.restart
  )
}
