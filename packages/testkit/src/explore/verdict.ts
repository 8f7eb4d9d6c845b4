import { TroupeError } from '@troupe/core'
import type { World, WorldEvent } from '../world/schedule.ts'
import type { Finding } from './finding.ts'
import { describeWaits, waitCycle } from './wait-cycle.ts'

/** What is wrong with a run whatever its protocol; each can be turned off. */
export interface Verdicts {
  /** Nothing can happen, and an ask waits, or a message that its actor does not take; on unless said. */
  readonly deadlock?: boolean
  /** Actors do the same for ever, and no time passes; on unless said. */
  readonly livelock?: boolean
  /** An actor fails, otherwise than by a fault of the exploration; on unless said. */
  readonly failures?: boolean
  /** At the end a message is a dead letter that no fault of the exploration has lost; off unless said. */
  readonly orphans?: boolean
}

/** Nothing can happen any more, and somebody waits. */
export function deadlock(world: World, step: number): Finding | undefined {
  const { openAsks, unread } = world
  if (openAsks.length === 0 && unread.length === 0) return undefined
  const cycle = waitCycle(openAsks)
  if (cycle.length > 0) {
    const text = `a deadlock: in a circle, ${describeWaits(cycle)}`
    return {
      kind: 'deadlock',
      name: 'circle',
      text,
      step,
      actors: actorsAmong(cycle.map(({ from }) => from)),
    }
  }
  const blocked = actorsAmong(unread.map(({ owner }) => owner))
  const reasons = blocked.map((owner) => `${owner} does not take the messages that wait for it`)
  if (openAsks.length > 0) reasons.unshift(describeWaits(openAsks))
  // An ask that waits for ever is no mistake of a protocol that counts on time-outs.
  if (openAsks.length > 0 && world.deadLetters.length > 0)
    reasons.push('askTimeouts: true would let asks time out')
  const actors = actorsAmong([...openAsks.map(({ from }) => from), ...blocked])
  return { kind: 'deadlock', name: 'wait', text: `a deadlock: ${reasons.join('; ')}`, step, actors }
}

function actorsAmong(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].filter((path) => path !== '')
}

/** At the end of the run a message has become a dead letter. */
export function orphan(world: World, step: number): Finding | undefined {
  const letter = world.deadLetters.find(({ reason }) => reason !== 'unreachable')
  if (letter === undefined) return undefined
  const text = `'${letter.name}' to ${letter.path} is a dead letter (${letter.reason})`
  return { kind: 'orphan', name: `${letter.name} ${letter.reason}`, text, step, actors: [letter.path] }
}

/** An actor has failed, not because the exploration made it. */
export function failure(world: World, step: number): Finding | undefined {
  const failed = world.failures.find(({ error }) => !isInjected(error))
  if (failed === undefined) return undefined
  const { owner, error, message } = failed
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const text = `${owner} fails${message === undefined ? '' : ` at '${message}'`}: ${said}`
  return { kind: 'failure', name: said, text, step, actors: [owner], cause: error }
}

function isInjected(error: unknown): boolean {
  return error instanceof TroupeError && error.code === 'injected-crash'
}

/**
 * The same state twice, and only messages in between: it goes on like this for ever.
 *
 * @param cycle what happened between the two
 */
export function livelock(cycle: readonly WorldEvent[], step: number): Finding | undefined {
  if (cycle.some(({ kind }) => kind !== 'deliver' && kind !== 'resume')) return undefined
  const actors = [...new Set(cycle.map(({ owner }) => owner))].sort()
  const text = `a livelock: ${actors.join(', ')} come back to the same state after ${cycle.length} messages, again and again`
  return { kind: 'livelock', name: actors.join(), text, step, actors }
}
