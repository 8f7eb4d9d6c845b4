import {
  type ActorSystem,
  type AnyActorRef,
  type DeadLetter,
  type InspectionEvent,
  InvalidOptionError,
} from '@troupe/core'
import { showValue } from '../system/shown.ts'
import { WorldSystem } from '../system/world-system.ts'
import { InvalidProtocolError } from './errors.ts'
import { FlightLog } from './flight-log.ts'
import { answerName, messagesOf } from './interaction.ts'
import { checkProtocol, type Protocol } from './protocol.ts'
import type { ProtocolMonitor, ProtocolViolation } from './protocol-monitor.ts'

/** Who plays a role: an actor's ref or path (`desk/parser`, or the whole of it), or the program {@link outside}. */
export type Player = AnyActorRef | string | typeof outside

/**
 * Plays a role for the program outside the actors, a test for example.
 *
 * @example
 * ```ts
 * import type { ActorRef } from '@troupe/core'
 * import { followProtocol, message, outside, protocol, type ProtocolRun, type TestSystem } from '@troupe/testkit'
 *
 * const greeting = protocol('greeting', message('host', 'guest', 'hello'))
 *
 * export const watch = (system: TestSystem, guest: ActorRef<{ hello(): void }>): ProtocolRun =>
 *   followProtocol(greeting, system, { host: outside, guest })
 * ```
 */
export const outside: unique symbol = Symbol('outside')

const SCHEME = 'troupe://'
const MAIN = 'main/'
/** What an answer from another node is called that comes when nobody waits for it. */
const FAR_ANSWER = '(answer)'

/** An answer that was given just now. Where it comes too late, that is said next. */
interface Answered {
  readonly path: string
  readonly name: string
  readonly from: string
  readonly to: string
}

/** One run of a protocol in a system of actors: those of this node, and in a test system those of its other nodes, too. */
export class ProtocolRun {
  private readonly monitor: ProtocolMonitor
  private readonly roles: ReadonlyMap<string | undefined, string>
  private readonly answers: ReadonlySet<string>
  private readonly underWay = new FlightLog()
  private readonly stopWatching: () => void
  /** Whether the sender of what is handled is known: of what has none, it is the program outside. */
  private readonly knowsSenders: boolean
  private justAnswered: Answered | undefined = undefined
  private isFinished = false

  constructor(
    protocol: Protocol,
    system: Pick<ActorSystem, 'inspect'>,
    players: Readonly<Record<string, Player>>,
  ) {
    checkProtocol(protocol)
    if (typeof system?.inspect !== 'function')
      throw new InvalidOptionError(
        `followProtocol needs the system second, whose actors play the roles, not ${showValue(system)}.`,
      )
    this.monitor = protocol.begin()
    this.knowsSenders = system instanceof WorldSystem
    this.roles = rolesByPath(protocol, players, this.knowsSenders)
    this.answers = new Set(
      messagesOf(protocol.interaction).map(({ from, to, name }) => wayOf(from, to, name)),
    )
    this.stopWatching = system.inspect((event) => this.see(event))
  }

  /** What has been found so far. */
  get violations(): readonly ProtocolViolation[] {
    this.landAnswer()
    return this.monitor.violations
  }

  /**
   * Ends the watch, when all that was to happen has happened: what is still under way or still to be done counts as
   * missing. Returns all violations.
   */
  finish(): readonly ProtocolViolation[] {
    if (this.isFinished) return this.violations
    this.isFinished = true
    this.stopWatching()
    this.landAnswer()
    return this.monitor.finish()
  }

  private see(event: InspectionEvent): void {
    if (event.type === 'dead-letter' && this.isLateAnswer(event.letter)) return
    this.landAnswer()
    const path = pathOf(event.path)
    const role = this.roles.get(path)
    if (role === undefined) return
    switch (event.type) {
      case 'sent':
        this.sent(path, role, event)
        break
      case 'handling':
        this.handling(path, role, event)
        break
      case 'answered':
        this.answered(path, role, event)
        break
      case 'dead-letter':
        this.lost(path, role, event)
        break
      case 'stopped':
        // Who ends in order had time to do what was due; who is killed or fails had not.
        if (event.reason !== 'stopped') this.monitor.gone(role)
        break
    }
  }

  private sent(
    path: string,
    to: string,
    { from, name, payload }: Extract<InspectionEvent, { type: 'sent' }>,
  ): void {
    const sender = from && pathOf(from)
    this.underWay.add({ from: sender, to: path, name, payload })
    const role = this.roles.get(sender)
    if (role !== undefined) this.monitor.sent(role, to, name)
  }

  private handling(
    path: string,
    to: string,
    { from, name, payload }: Extract<InspectionEvent, { type: 'handling' }>,
  ): void {
    const sender = from && pathOf(from)
    const isSender = this.knowsSenders ? (other: string | undefined) => other === sender : undefined
    const flight = this.underWay.take(path, name, payload, isSender)
    // What was not seen to be sent was put aside before and is handled again, unless it has come twice.
    if (flight === undefined && sender === undefined) return
    const role = this.roles.get(sender ?? flight?.from)
    if (role !== undefined) this.monitor.received(role, to, name)
  }

  private answered(
    path: string,
    from: string,
    { name, to }: Extract<InspectionEvent, { type: 'answered' }>,
  ): void {
    const asker = this.roles.get(to && pathOf(to))
    if (asker === undefined || !this.answers.has(wayOf(from, asker, answerName(name)))) return
    this.monitor.sent(from, asker, answerName(name))
    this.justAnswered = { path, name, from, to: asker }
  }

  /** An actor that awaits an answer does nothing else before it comes, so it counts as received when it is given. */
  private landAnswer(): void {
    const answer = this.justAnswered
    this.justAnswered = undefined
    if (answer !== undefined) this.monitor.received(answer.from, answer.to, answerName(answer.name))
  }

  private isLateAnswer({ path, name, reason }: DeadLetter): boolean {
    const answer = this.justAnswered
    if (answer === undefined || reason !== 'expired') return false
    const isNear = answer.name === name && answer.path === pathOf(path)
    // The asker's node knows of such an answer only from where it came.
    const isFar = name === FAR_ANSWER && nodeOf(answer.path) === nodeOf(pathOf(path))
    if (!isNear && !isFar) return false
    this.justAnswered = undefined
    this.monitor.lost(answer.from, answer.to, answerName(answer.name), 'the asker had given up by then')
    return true
  }

  private lost(
    path: string,
    to: string,
    { letter }: Extract<InspectionEvent, { type: 'dead-letter' }>,
  ): void {
    const flight = this.underWay.take(path, letter.name, letter.payload)
    const role = flight && this.roles.get(flight.from)
    if (role !== undefined)
      this.monitor.lost(role, to, letter.name, `it became a dead letter (${letter.reason})`)
  }
}

/**
 * Watches a run of a protocol from now on: what the actors that play its roles send each other, handle and answer. What
 * others have to do with them is left out, so that a server can be watched with each of its clients on its own.
 *
 * @param players who plays each role
 * @throws InvalidProtocolError where a role has nobody to play it, or somebody is to play two
 * @throws InvalidOptionError for what is no system
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 * import { followProtocol, message, outside, protocol } from '@troupe/testkit'
 *
 * const Host = defineActor('Host', (_ctx: ActorContext<{ hello(): void }>) => ({ hello() {} }))
 * await using system = await createSystem()
 * const host = system.spawn(Host)
 * const greeting = protocol('greeting', message('guest', 'host', 'hello'))
 * const run = followProtocol(greeting, system, { guest: outside, host })
 * await host.ask('hello')
 * console.log(run.finish().length)
 * ```
 */
export function followProtocol<R extends string>(
  protocol: Protocol<R>,
  system: Pick<ActorSystem, 'inspect'>,
  players: Readonly<Record<R, Player>>,
): ProtocolRun {
  return new ProtocolRun(protocol, system, players)
}

function rolesByPath(
  { name, roles }: Protocol,
  players: Readonly<Record<string, Player>>,
  seesAllNodes: boolean,
): Map<string | undefined, string> {
  if (typeof players !== 'object' || players === null)
    throw new InvalidProtocolError(
      'role-not-bound',
      `followProtocol needs its players third: { ${roles.map((role) => `${role}: …`).join(', ')} }, not ${showValue(players)}.`,
    )
  const unknown = Object.keys(players).find((role) => !roles.includes(role))
  if (unknown !== undefined) {
    throw new InvalidProtocolError(
      'role-unknown',
      `"${name}" has no role "${unknown}"; its roles are ${roles.join(', ')}.`,
    )
  }
  const byPath = new Map<string | undefined, string>()
  for (const role of roles) {
    const path = pathOfPlayer(players[role], role, name)
    const isElsewhere = path !== undefined && !path.startsWith(MAIN)
    if (isElsewhere && !seesAllNodes) {
      throw new InvalidProtocolError(
        'role-elsewhere',
        `${SCHEME}${path} cannot play "${role}": it lives on another node, where this system's inspection does not look. A test system sees its simulated nodes, too.`,
      )
    }
    const other = byPath.get(path)
    if (other !== undefined) {
      const who = path === undefined ? 'The program outside' : shortPath(path)
      throw new InvalidProtocolError('role-bound-twice', `${who} cannot play both "${other}" and "${role}".`)
    }
    byPath.set(path, role)
  }
  return byPath
}

/** The path of who plays a role; `undefined` for the program outside. */
function pathOfPlayer(player: unknown, role: string, name: string): string | undefined {
  if (player === outside) return undefined
  if (typeof player === 'string' && player !== '') return pathOf(player)
  if (typeof player === 'object' && player !== null && 'path' in player && typeof player.path === 'string')
    return pathOf(player.path)
  throw new InvalidProtocolError(
    'role-not-bound',
    player === undefined
      ? `Nobody plays "${role}" of "${name}".`
      : `"${role}" of "${name}" is played by one actor, given by its ref or path, or by outside, not by ${showValue(player)}.`,
  )
}

/** A path without its scheme; one that names no node is of this one. */
function pathOf(path: string): string {
  if (path.startsWith(SCHEME)) return path.slice(SCHEME.length)
  return path.includes('/~') ? path : `${MAIN}${path}`
}

/** The name of the node that a path without its scheme begins with. */
function nodeOf(path: string): string {
  return path.split('/', 1)[0] ?? ''
}

function shortPath(path: string): string {
  return path.startsWith(MAIN) ? path.slice(MAIN.length) : path
}

function wayOf(from: string, to: string, name: string): string {
  return JSON.stringify([from, to, name])
}
