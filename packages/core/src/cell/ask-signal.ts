import { AskGivenUpError, AskTimeoutError } from '../message/errors.ts'
import type { OpenAsk } from '../message/open-ask.ts'

/** A signal that aborts when `life` does, or when whoever asked gives up before the answer. */
export function askSignal(ask: OpenAsk, name: string, life: AbortSignal): AbortSignal {
  const aborter = new AbortController()
  const abort = (givenUp: boolean): void => {
    if (!givenUp) return
    const cause = ask.isTimedOut
      ? new AskTimeoutError(`The time for an answer to "${name}" is over.`)
      : undefined
    aborter.abort(new AskGivenUpError(`Whoever asked "${name}" has given up.`, { cause }))
  }
  if (ask.isOpen) ask.onEnd(abort)
  else abort(ask.isGivenUp)
  return AbortSignal.any([life, aborter.signal])
}
