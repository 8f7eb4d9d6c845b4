import { type InteractionNode, messagesOf } from './interaction.ts'
import type { LocalAction } from './local-behavior.ts'
import { expectationText, pastText, protocolText } from './protocol-text.ts'
import { type RoleState, type RoleStep, stepRole, stillDue } from './role-monitor.ts'

/** Where a run did not follow its protocol. */
export interface ProtocolViolation {
  /**
   * `unexpected`: a role sent or received what does not fit there. `missing`: at the end a role had something left to do.
   * `orphan`: a message was sent and never received.
   */
  readonly kind: 'unexpected' | 'missing' | 'orphan'
  readonly role: string
  /** What was not expected, or not received; `undefined` for `missing`. */
  readonly action: LocalAction | undefined
  /** The numbers of the messages that the protocol had next; for `orphan`, of the message itself. */
  readonly places: readonly number[]
  /** All of it in words, with the protocol and a mark at these places. */
  readonly text: string
}

interface Flight {
  readonly from: string
  readonly to: string
  readonly name: string
  readonly places: readonly number[]
}

/** Watches one run of a protocol. What does not fit is reported, and otherwise ignored, so that one slip is one violation. */
export class ProtocolMonitor {
  private readonly protocolName: string
  private readonly interaction: InteractionNode
  private readonly states: Map<string, RoleState>
  private readonly found: ProtocolViolation[] = []
  private readonly ended = new Set<string>()
  private flights: readonly Flight[] = []

  constructor(name: string, interaction: InteractionNode, starts: readonly RoleState[]) {
    this.protocolName = name
    this.interaction = interaction
    this.states = new Map(starts.map((state) => [state.role, state]))
  }

  /** What has been found so far. */
  get violations(): readonly ProtocolViolation[] {
    return this.found
  }

  /** `from` has sent `to` a message. Of roles that the protocol does not have nothing is noted. */
  sent(from: string, to: string, name: string): void {
    const places = this.step(from, { does: 'send', peer: to, name })
    if (places !== undefined) this.flights = [...this.flights, { from, to, name, places }]
  }

  /** `to` has received a message of `from`. */
  received(from: string, to: string, name: string): void {
    const flight = this.land(from, to, name)
    // What was not expected when it was sent has been reported.
    this.step(to, { does: 'receive', peer: from, name }, flight?.places.length === 0)
  }

  /** A message that was sent will never be received. */
  lost(from: string, to: string, name: string, why: string): void {
    const flight = this.land(from, to, name)
    if (flight !== undefined) this.orphan(flight, why)
  }

  /** A role has failed or was killed: nothing more is expected of it. */
  gone(role: string): void {
    this.ended.add(role)
  }

  /** The run is over: what is still under way or still to be done will not come. Returns all violations. */
  finish(): readonly ProtocolViolation[] {
    const flights = this.flights
    this.flights = []
    for (const flight of flights) this.orphan(flight, 'the run ended before')
    for (const state of this.states.values()) this.checkEnd(state)
    return this.found
  }

  private step(role: string, action: LocalAction, isReported = false): readonly number[] | undefined {
    const state = this.states.get(role)
    if (state === undefined || !this.states.has(action.peer)) return undefined
    // Somebody plays it again.
    this.ended.delete(role)
    const step = stepRole(state, action)
    if (!step.fits) {
      if (!isReported) this.unexpected(role, action, step)
      return []
    }
    this.states.set(role, step.state)
    return step.places
  }

  private unexpected(role: string, action: LocalAction, step: Extract<RoleStep, { fits: false }>): void {
    const places = step.expected.map(({ place }) => place)
    const orEnd = step.mayEnd && places.length > 0 ? ', or to end' : ''
    const due = `it was to ${expectationText(step.expected)}${orEnd}`
    const said =
      places.length === 0 ? 'nothing more was to come' : messagesKnow(this.interaction, role, action, due)
    this.report({ kind: 'unexpected', role, action, places }, `"${role}" ${pastText(action)}: ${said}.`)
  }

  private orphan({ from, to, name, places }: Flight, why: string): void {
    if (places.length === 0) return
    this.report(
      { kind: 'orphan', role: to, action: { does: 'receive', peer: from, name }, places },
      `"${to}" never received "${name}", which "${from}" had sent: ${why}.`,
    )
  }

  private checkEnd(state: RoleState): void {
    const due = this.ended.has(state.role) ? undefined : stillDue(state)
    if (due === undefined) return
    const places = due.map(({ place }) => place)
    this.report(
      { kind: 'missing', role: state.role, action: undefined, places },
      `The run ended, and "${state.role}" was still to ${expectationText(due)}.`,
    )
  }

  private report(violation: Omit<ProtocolViolation, 'text'>, sentence: string): void {
    const text = `${sentence}\n${this.protocolName}\n${protocolText(this.interaction, violation.places)}`
    this.found.push({ ...violation, text })
  }

  private land(from: string, to: string, name: string): Flight | undefined {
    const index = this.flights.findIndex((one) => one.from === from && one.to === to && one.name === name)
    if (index < 0) return undefined
    const flight = this.flights[index]
    this.flights = this.flights.toSpliced(index, 1)
    return flight
  }
}

/** Says whether the message is in the protocol at all. */
function messagesKnow(root: InteractionNode, role: string, action: LocalAction, due: string): string {
  const [from, to] = action.does === 'send' ? [role, action.peer] : [action.peer, role]
  const known = messagesOf(root).some((one) => one.from === from && one.to === to && one.name === action.name)
  return known ? due : `no such message is in the protocol, and ${due}`
}
