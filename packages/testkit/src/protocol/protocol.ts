import { showValue } from '../system/shown.ts'
import { InvalidProtocolError } from './errors.ts'
import { checkNode, type Interaction, rolesOfInteraction } from './interaction.ts'
import { project } from './projection.ts'
import { ProtocolMonitor } from './protocol-monitor.ts'
import { protocolText } from './protocol-text.ts'
import { checkWellFormed } from './well-formed.ts'

/**
 * A global protocol that has been found to make sense: who tells whom what, in which order, as its roles `R` see it.
 *
 * @example
 * ```ts
 * import { choice, message, protocol, seq } from '@troupe/testkit'
 *
 * const purchase = protocol(
 *   'purchase',
 *   seq(
 *     message('client', 'shop', 'order'),
 *     choice(message('shop', 'client', 'confirm'), message('shop', 'client', 'refuse')),
 *   ),
 * )
 * const monitor = purchase.begin()
 * monitor.sent('client', 'shop', 'order')
 * console.log(monitor.finish().map((violation) => violation.kind))
 * ```
 */
export interface Protocol<R extends string = string> {
  readonly name: string
  /** In the order in which they are first named. */
  readonly roles: readonly R[]
  readonly interaction: Interaction<R>
  /** Watches one run of the protocol from its beginning. */
  begin(): ProtocolMonitor
  /** The protocol with its messages numbered, as violations refer to them. */
  toString(): string
}

/**
 * Checks a global protocol and projects it to what each role sees.
 *
 * @throws InvalidProtocolError where a role could not follow it: a choice that two roles could make differently, that
 * begins in the same way twice, or that a role has to act on without having been told
 *
 * @example
 * ```ts
 * import { message, protocol, seq } from '@troupe/testkit'
 *
 * const greeting = protocol('greeting', seq(message('guest', 'host', 'hello'), message('host', 'guest', 'welcome')))
 * export const roles: readonly string[] = greeting.roles
 * ```
 */
export function protocol<R extends string>(name: string, interaction: Interaction<R>): Protocol<R> {
  if (typeof name !== 'string' || name === '')
    throw new InvalidProtocolError(
      'empty-name',
      'protocol(name, interaction) needs a name, which violations tell.',
    )
  checkNode(interaction)
  const roles = rolesOfInteraction(interaction)
  checkWellFormed(interaction, roles)
  const starts = roles.map((role) => ({ role, left: project(interaction, role) }))
  return {
    name,
    // A message's roles are the only source of `R`.
    roles: roles as R[],
    interaction,
    begin: () => new ProtocolMonitor(name, interaction, starts),
    toString: () => `${name}\n${protocolText(interaction)}`,
  }
}

/** @throws InvalidProtocolError for what `protocol` has not made */
export function checkProtocol(value: unknown): void {
  if (typeof value === 'object' && value !== null && 'begin' in value && 'roles' in value) return
  throw new InvalidProtocolError(
    'not-a-step',
    `followProtocol needs a protocol first, as protocol(name, interaction) makes one, not ${showValue(value)}.`,
  )
}
