import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { MailboxLimits } from '../behavior/spawn-options.ts'
import type { RestartPolicy } from '../behavior/supervision.ts'
import { CellRef } from '../cell/actor-ref.ts'
import type { Birth, Supervisor } from '../cell/host.ts'
import type { Order } from '../cell/system-message.ts'
import { FrameError } from '../message/errors.ts'

/** What the far side is told of an actor that it is to bring to life. */
export interface Invitation {
  readonly definition: string
  readonly args: readonly unknown[]
  readonly name: string | undefined
  readonly parent: CellRef | undefined
  /** The parent's path without its node. */
  readonly parentPath: string
  readonly mailbox: MailboxLimits
  readonly startTimeout: number
  readonly stopTimeout: number
  readonly restart: RestartPolicy
}

/** What a parent's node says of a child that is to live elsewhere. */
export function invitationFor(birth: Birth): Invitation {
  const { definition, args, name, supervisor, mailbox, startTimeout, stopTimeout, restart } = birth
  return {
    definition: definition.name,
    args,
    name,
    parent: supervisor.ref instanceof CellRef ? supervisor.ref : undefined,
    parentPath: localPart(supervisor.path),
    mailbox,
    startTimeout,
    stopTimeout,
    restart,
  }
}

/** @throws FrameError where it makes no sense */
export function readInvitation(value: unknown): Invitation {
  if (!isInvitation(value)) throw new FrameError('A frame asks for an actor in terms that make no sense.')
  return value
}

function isInvitation(value: unknown): value is Invitation {
  return (
    typeof value === 'object' &&
    value !== null &&
    'definition' in value &&
    typeof value.definition === 'string' &&
    'args' in value &&
    Array.isArray(value.args) &&
    'parentPath' in value &&
    typeof value.parentPath === 'string' &&
    'mailbox' in value &&
    typeof value.mailbox === 'object' &&
    value.mailbox !== null
  )
}

/** The birth of an actor whose parent lives on another node. */
export function guestBirth(
  uid: number,
  invitation: Invitation,
  definition: AnyDefinition,
  supervisor: Supervisor,
): Birth {
  const { args, name, mailbox, startTimeout, stopTimeout, restart } = invitation
  return {
    definition,
    args,
    uid,
    name,
    supervisor,
    mailbox,
    startTimeout,
    stopTimeout,
    restart,
    guardian: false,
  }
}

/** Where guests of a parent on node `from` are found on node `here`. */
export function guestPath(here: string, from: string, parentPath: string): string {
  return `troupe://${here}/~${from}${parentPath}`
}

/** A path without its node. */
export function localPart(path: string): string {
  const node = path.slice('troupe://'.length)
  const slash = node.indexOf('/')
  return slash < 0 ? '' : node.slice(slash)
}

const orders: readonly Order[] = ['resume', 'restart', 'stop', 'kill']

export function orderNumber(order: Order): number {
  return orders.indexOf(order)
}

/** @throws FrameError where there is no such order */
export function orderOf(number: number): Order {
  const order = orders[number]
  if (order === undefined) throw new FrameError('A frame gives an order that does not exist.')
  return order
}
