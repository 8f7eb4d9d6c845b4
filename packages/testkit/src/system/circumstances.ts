import type { LostMessage, OpenAsk, WorldFailure } from '../world/schedule.ts'
import { show } from './shown.ts'

/** What a test that has waited in vain should know. */
export interface Circumstances {
  readonly failures: readonly WorldFailure[]
  readonly lost: readonly LostMessage[]
  readonly openAsks: readonly OpenAsk[]
  /** How many milliseconds there are until the next timer of an actor, or the next arrival from another node. */
  readonly nextIn: number | undefined
  /** How many frames wait for a way that is cut. */
  readonly heldBack: number
}

const MOST_OF_EACH = 3

/** Says why something may not have come, one thing a line; nothing where there is nothing to say. */
export function circumstancesText({ failures, lost, openAsks, nextIn, heldBack }: Circumstances): string {
  const lines = [
    ...failures.slice(-MOST_OF_EACH).map(failureText),
    ...lost.slice(-MOST_OF_EACH).map(lostText),
    ...openAsks.slice(0, MOST_OF_EACH).map(askText),
    ...(heldBack > 0 ? [`a way that is cut holds back what was sent, frame by frame: ${heldBack}`] : []),
    ...(nextIn === undefined
      ? []
      : [`time stands still: something is due in ${nextIn} ms, after clock.advance(${nextIn})`]),
  ]
  return lines.length === 0 ? '' : `\nTo be considered:${lines.map((line) => `\n  ${line}`).join('')}`
}

function failureText({ owner, error, message }: WorldFailure): string {
  const what = message === undefined ? '' : ` while it handled "${message}"`
  return `${nameOf(owner)} failed${what}: ${String(error)}`
}

function lostText({ from, path, name, payload, reason }: LostMessage): string {
  const args = payload === undefined ? [] : [payload]
  return `${show(name, args)} from ${nameOf(from)} to ${path} was lost (${reason})`
}

function askText({ from, to, name }: OpenAsk): string {
  return `${nameOf(from)} waits for the answer of ${to} to "${name}"`
}

function nameOf(path: string): string {
  return path === '' ? 'the test' : path
}
