import { inWords } from '../base/in-words.ts'
import { checkName } from '../message/actor-name.ts'
import { InvalidOptionError } from '../message/errors.ts'
import { checkChoice, checkDuration, checkOptions, isOneOf } from '../message/option.ts'
import { completeSupervision, type SupervisionOptions } from './supervision.ts'

/** What a full mailbox does with one more message; the one it gives up becomes a dead letter. */
export type OverflowPolicy = 'reject-new' | 'drop-oldest' | 'fail'

/**
 * How many messages may wait.
 *
 * @example
 * ```ts
 * import type { MailboxOptions } from '@troupe/core'
 *
 * export const latestOnly: MailboxOptions = { capacity: 100, highWater: 50, overflow: 'drop-oldest' }
 * ```
 */
export interface MailboxOptions {
  /**
   * Messages that fit; 1,048,576 unless said. Signals and system messages always fit, and others do not keep out messages of
   * high priority: as many of those fit beside them.
   */
  readonly capacity?: number
  /** `reject-new` unless said. */
  readonly overflow?: OverflowPolicy
  /** Above this many, `tell` returns `false`; 1,024 unless said. */
  readonly highWater?: number
  /** Messages that `ctx.stash` may put aside; 1,000 unless said. */
  readonly stash?: number
}

/**
 * How and where an actor is spawned.
 *
 * @example
 * ```ts
 * import { type ActorContext, createSystem, defineActor } from '@troupe/core'
 *
 * const Idle = defineActor('Idle', (_ctx: ActorContext<{ nudge(): void }>) => ({ nudge() {} }))
 * await using system = await createSystem()
 * system.spawn(Idle, [], { name: 'idle', restart: 'temporary', stopTimeout: 1000 })
 * ```
 */
export interface SpawnOptions extends SupervisionOptions {
  /** A name, unique among its parent's children. Without one, the path ends with a number. */
  readonly name?: string
  /** The group of nodes, or the one node (`cpu-2`), where it lives; this node unless said. */
  readonly on?: string
  readonly mailbox?: MailboxOptions
  /** Milliseconds that an asynchronous setup, or the start on another node, may take; 4,000 unless said. */
  readonly startTimeout?: number
  /**
   * Milliseconds between the order to stop and the kill; 5,000 unless said. A life that ends for a restart has the same
   * time: then its handlers are given up and its children killed, and the next one begins.
   */
  readonly stopTimeout?: number
}

/** The limits of a mailbox, with nothing left open. */
export interface MailboxLimits {
  readonly capacity: number
  readonly overflow: OverflowPolicy
  readonly highWater: number
  readonly stash: number
}

export const defaultMailboxLimits: MailboxLimits = {
  capacity: 1_048_576,
  overflow: 'reject-new',
  highWater: 1024,
  stash: 1000,
}

const MAILBOX_OPTIONS: Readonly<Record<keyof MailboxOptions, true>> = {
  capacity: true,
  overflow: true,
  highWater: true,
  stash: true,
}

const SPAWN_OPTIONS: Readonly<Record<keyof SpawnOptions, true>> = {
  name: true,
  on: true,
  mailbox: true,
  startTimeout: true,
  stopTimeout: true,
  restart: true,
  budget: true,
  backoff: true,
  decide: true,
}

const POLICIES: readonly OverflowPolicy[] = ['reject-new', 'drop-oldest', 'fail']

/** Whether `value`, from anywhere, is an {@link OverflowPolicy}. */
export function isOverflowPolicy(value: unknown): value is OverflowPolicy {
  return isOneOf(POLICIES, value)
}

/** @throws InvalidOptionError for a size that is no positive number, or an unknown policy */
export function completeMailbox(options: MailboxOptions | undefined): MailboxLimits {
  if (options === undefined) return defaultMailboxLimits
  checkOptions('mailbox', options, '{ capacity: 1000 }', MAILBOX_OPTIONS)
  const limits = { ...defaultMailboxLimits, ...options }
  if (!isSize(limits.capacity) || !isSize(limits.highWater) || !isSize(limits.stash)) {
    throw new InvalidOptionError(
      'The capacity, highWater and stash of a mailbox must be numbers of at least 1.',
    )
  }
  checkChoice('overflow', POLICIES, limits.overflow)
  return limits
}

function isSize(value: unknown): boolean {
  return typeof value === 'number' && value >= 1
}

/** @throws InvalidOptionError for what are no options of `spawn`, or what names no node in any system */
export function checkSpawn(options: SpawnOptions): void {
  checkOptions('spawn', options, "{ on: 'cpu' }", SPAWN_OPTIONS)
  if (options.on !== undefined && typeof options.on !== 'string')
    throw new InvalidOptionError(
      `on must be the name of a node or of a group of nodes, not ${inWords(options.on)}.`,
    )
}

/**
 * Checks what `spawn` would be given later: for those who spawn on behalf of others, and want to know now.
 *
 * @throws InvalidOptionError, InvalidNameError as `spawn` does
 *
 * @example
 * ```ts
 * import { checkSpawnOptions } from '@troupe/core'
 *
 * checkSpawnOptions({ restart: 'permanent', budget: { max: 3, within: 5000 } })
 * ```
 */
export function checkSpawnOptions(options: SpawnOptions): void {
  checkSpawn(options)
  completeSupervision(options)
  completeMailbox(options.mailbox)
  checkDuration(options.startTimeout, 'startTimeout', 0)
  checkDuration(options.stopTimeout, 'stopTimeout', 0)
  if (options.name !== undefined) checkName(options.name)
}
