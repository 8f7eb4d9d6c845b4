import type { AnyDefinition } from '../behavior/actor-definition.ts'
import { isOverflowPolicy, type MailboxLimits } from '../behavior/spawn-options.ts'
import { isRestartPolicy, type RestartPolicy } from '../behavior/supervision.ts'
import { CellRef } from '../cell/cell-ref.ts'
import type { Birth, Supervisor } from '../cell/host.ts'
import { isName } from '../message/actor-name.ts'
import { FrameError } from '../message/errors.ts'
import { isAtLeast, isClaims } from './claims.ts'
import { localPart } from './guest-path.ts'

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
  readonly grouped: boolean
}

/** What a parent's node says of a child that is to live elsewhere. */
export function invitationFor(birth: Birth): Invitation {
  const { definition, args, name, supervisor, terms, grouped } = birth
  return {
    definition: definition.name,
    args,
    name,
    parent: supervisor.ref instanceof CellRef ? supervisor.ref : undefined,
    parentPath: localPart(supervisor.path),
    mailbox: terms.mailbox,
    startTimeout: terms.startTimeout,
    stopTimeout: terms.stopTimeout,
    restart: terms.restart,
    grouped,
  }
}

/** @throws FrameError where it makes no sense */
export function readInvitation(value: unknown): Invitation {
  if (!isInvitation(value)) throw new FrameError('A frame asks for an actor in terms that make no sense.')
  return value
}

function isInvitation(value: unknown): value is Invitation {
  if (!isClaims(value)) return false
  const { definition, args, name, parent, parentPath, mailbox, startTimeout, stopTimeout, restart, grouped } =
    value
  return (
    typeof definition === 'string' &&
    Array.isArray(args) &&
    (name === undefined || isName(name)) &&
    (parent === undefined || parent instanceof CellRef) &&
    typeof parentPath === 'string' &&
    isMailbox(mailbox) &&
    isAtLeast(0, startTimeout) &&
    isAtLeast(0, stopTimeout) &&
    isRestartPolicy(restart) &&
    typeof grouped === 'boolean'
  )
}

function isMailbox(value: unknown): value is MailboxLimits {
  return (
    isClaims(value) &&
    isAtLeast(1, value.capacity) &&
    isAtLeast(1, value.highWater) &&
    isAtLeast(1, value.stash) &&
    isOverflowPolicy(value.overflow)
  )
}

/** The birth of an actor whose parent lives on another node. */
export function guestBirth(
  uid: number,
  invitation: Invitation,
  definition: AnyDefinition,
  supervisor: Supervisor,
): Birth {
  const { args, name, mailbox, startTimeout, stopTimeout, restart, grouped } = invitation
  const terms = { mailbox, startTimeout, stopTimeout, restart }
  return { definition, args, uid, name, supervisor, terms, grouped, guardian: false }
}
