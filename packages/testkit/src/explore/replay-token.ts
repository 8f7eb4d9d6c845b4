import { TroupeError } from '@troupe/core'

const VERSION = 'v1'

/** A token that cannot be replayed: not one of `explore`, or one of a version that speaks of events in another way. */
export class ReplayTokenError extends TroupeError {
  readonly code = 'bad-replay-token'
}

/** What a token says: which chance the actors meet, and which events happen, in order. */
export interface ReplayPlan {
  readonly seed: number
  /** The ids of events. Those that are absent are skipped, and after the last it goes on by itself. */
  readonly events: readonly string[]
}

/** Writes a plan as one word, such that it can be pasted into a test or an environment variable. */
export function writeToken({ seed, events }: ReplayPlan): string {
  return [VERSION, String(seed), events.map(guard).join(',')].join(':')
}

/** @throws ReplayTokenError */
export function readToken(token: string): ReplayPlan {
  const [, version, seed, events] = /^(\w+):(-?\d+):(\S*)$/.exec(token.trim()) ?? []
  if (version === undefined || events === undefined) {
    throw new ReplayTokenError(
      `"${shorten(token)}" is no replay token: copy the whole word that begins with ${VERSION}: from the failure.`,
    )
  }
  if (version !== VERSION) {
    throw new ReplayTokenError(
      `The replay token is of version ${version}, and this testkit reads ${VERSION}: explore anew to get one of these.`,
    )
  }
  return { seed: Number(seed), events: events === '' ? [] : events.split(',').map(unguard) }
}

/** The token that the environment variable TROUPE_REPLAY holds, if it holds one. */
export function tokenOfEnvironment(): string | undefined {
  const token = process.env.TROUPE_REPLAY
  return token === undefined || token === '' ? undefined : token
}

// A comma parts events; a blank would part words of a shell, and a quote end the string that the token is pasted into.
function guard(id: string): string {
  return id.replace(/[~,_\s'"`$\\]/g, (character) =>
    character === ' ' ? '_' : `~${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function unguard(text: string): string {
  return text.replace(/_|~([0-9a-f]{4})/g, (all, code: string) =>
    all === '_' ? ' ' : String.fromCharCode(Number.parseInt(code, 16)),
  )
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
