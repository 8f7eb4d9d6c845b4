import type { ActorSystem, AnyActorRef, InspectionEvent } from '@troupe/core'
import { InvalidProtocolError } from './errors.ts'
import { FlightLog } from './flight-log.ts'
import { answerName, messagesOf } from './interaction.ts'
import type { Protocol } from './protocol.ts'
import type { ProtocolMonitor, ProtocolViolation } from './protocol-monitor.ts'

/** Who plays a role: an actor's ref or path (`desk/parser`, or the whole of it), or the program {@link outside}. */
export type Player = AnyActorRef | string | typeof outside

/** Plays a role for the program outside the actors, a test for example. What it is answered is not seen. */
export const outside: unique symbol = Symbol('outside')

const ROOT = 'troupe://main/'

/** One run of a protocol in a system of actors: those of this node, which is where its inspection looks. */
export class ProtocolRun {
  private readonly monitor: ProtocolMonitor
  private readonly protocol: Protocol
  private readonly roles: ReadonlyMap<string | undefined, string>
  private readonly answers: ReadonlySet<string>
  private readonly underWay = new FlightLog()
  private readonly stopWatching: () => void
  private isFinished = false

  constructor(
    protocol: Protocol,
    system: Pick<ActorSystem, 'inspect'>,
    players: Readonly<Record<string, Player>>,
  ) {
    this.protocol = protocol
    this.monitor = protocol.begin()
    this.roles = rolesByPath(protocol, players)
    this.answers = new Set(
      messagesOf(protocol.interaction).map(({ from, to, name }) => wayOf(from, to, name)),
    )
    this.stopWatching = system.inspect((event) => this.see(event))
  }

  /** What has been found so far. */
  get violations(): readonly ProtocolViolation[] {
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
    return this.monitor.finish()
  }

  private see(event: InspectionEvent): void {
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
        this.answered(role, event)
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
    const sender = this.roles.get(from === undefined ? undefined : pathOf(from))
    this.underWay.add({ from: sender, to: path, name, payload })
    if (sender !== undefined) this.monitor.sent(sender, to, name)
  }

  private handling(
    path: string,
    to: string,
    { from, name, payload }: Extract<InspectionEvent, { type: 'handling' }>,
  ): void {
    const known = from === undefined ? undefined : this.roles.get(pathOf(from))
    const flight = this.underWay.take(path, name, payload, known)
    const sender = flight === undefined ? this.likelySender(to, name) : flight.from
    if (sender !== undefined) this.monitor.received(sender, to, name)
  }

  private answered(from: string, { name, to }: Extract<InspectionEvent, { type: 'answered' }>): void {
    const asker = to === undefined ? undefined : this.roles.get(pathOf(to))
    if (asker === undefined || !this.answers.has(wayOf(from, asker, answerName(name)))) return
    // An actor that awaits an answer does nothing else before it comes, so both ends may be told of it at once.
    this.monitor.sent(from, asker, answerName(name))
    this.monitor.received(from, asker, answerName(name))
  }

  private lost(
    path: string,
    to: string,
    { letter }: Extract<InspectionEvent, { type: 'dead-letter' }>,
  ): void {
    const sender = this.underWay.take(path, letter.name, letter.payload)?.from
    if (sender !== undefined)
      this.monitor.lost(sender, to, letter.name, `it became a dead letter (${letter.reason})`)
  }

  /** Of a message that was not seen to be sent, one that arrives twice for example, the protocol may know who sends it. */
  private likelySender(to: string, name: string): string | undefined {
    const senders = new Set(
      messagesOf(this.protocol.interaction)
        .filter((message) => message.to === to && message.name === name)
        .map(({ from }) => from),
    )
    const [sender, ...others] = senders
    return others.length === 0 ? sender : undefined
  }
}

/**
 * Watches a run of a protocol from now on: what the actors that play its roles send each other, handle and answer. What
 * others have to do with them is left out, so that a server can be watched with each of its clients on its own.
 *
 * @param players who plays each role
 * @throws InvalidProtocolError where a role has nobody to play it, or somebody is to play two
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
): Map<string | undefined, string> {
  const byPath = new Map<string | undefined, string>()
  for (const role of roles) {
    const player = players[role]
    if (player === undefined)
      throw new InvalidProtocolError('role-not-bound', `Nobody plays "${role}" of "${name}".`)
    const path = player === outside ? undefined : pathOf(typeof player === 'string' ? player : player.path)
    const other = byPath.get(path)
    if (other !== undefined) {
      const who = path ?? 'The program outside'
      throw new InvalidProtocolError('role-bound-twice', `${who} cannot play both "${other}" and "${role}".`)
    }
    byPath.set(path, role)
  }
  return byPath
}

/** A path without the node that tests run on. */
function pathOf(path: string): string {
  return path.startsWith(ROOT) ? path.slice(ROOT.length) : path
}

function wayOf(from: string, to: string, name: string): string {
  return JSON.stringify([from, to, name])
}
