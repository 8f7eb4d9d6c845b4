import { TroupeError } from '@troupe/core'
import type { Cell } from '@troupe/core/internal'
import type { WorldEvent } from './schedule.ts'

/** What may go wrong in a world, and how often in one run. */
export interface FaultOptions {
  /** How many messages may be lost; none unless said. */
  readonly drop?: number
  /** How many messages may arrive twice; none unless said. */
  readonly duplicate?: number
  /** The paths of two actors: only on the way between them, in both directions, are messages lost or repeated. */
  readonly between?: readonly [string, string]
  readonly crash?: CrashOptions
}

/** Which actors may crash. */
export interface CrashOptions {
  /** The paths of those that may; all, unless said. */
  readonly of?: readonly string[]
  /** How many crashes there may be; 1 unless said. */
  readonly max?: number
  /**
   * Whether the actor fails, so that its supervision decides and may start it anew; unless said, it is killed, and gets
   * nothing more.
   */
  readonly restart?: boolean
}

/** What an actor fails with that crashes because the test wants it. */
export class InjectedCrashError extends TroupeError {
  readonly code = 'injected-crash'
}

/** The faults that one run may still have. */
export class Faults {
  private drops: number
  private duplicates: number
  private readonly between: readonly [string, string] | undefined
  private crashes: number
  private readonly crash: CrashOptions

  constructor(options: FaultOptions) {
    this.drops = options.drop ?? 0
    this.duplicates = options.duplicate ?? 0
    this.between = options.between
    this.crash = options.crash ?? {}
    this.crashes = options.crash === undefined ? 0 : (this.crash.max ?? 1)
  }

  /** Adds to `events`, which are those of messages, the faults that may come instead. */
  offer(events: WorldEvent[], actors: readonly string[]): void {
    const messages = this.drops + this.duplicates > 0 ? events.filter((event) => this.mayGoWrong(event)) : []
    for (const event of messages) {
      if (this.drops > 0) events.push(instead(event, 'drop'))
      if (this.duplicates > 0) events.push(instead(event, 'duplicate'))
    }
    if (this.crashes > 0) for (const path of actors) if (this.mayCrash(path)) events.push(crashOf(path))
  }

  /** Crashes an actor. */
  strike(cell: Cell, path: string): void {
    this.crashes--
    if (this.crash.restart !== true) cell.order('kill')
    else {
      const error = new InjectedCrashError(`${path} crashes, as the test wants it to.`)
      cell.postSystem({ type: 'pipe-failed', life: undefined, error, name: '' })
    }
  }

  /** Counts a message that is lost or doubled. */
  spend(kind: 'drop' | 'duplicate'): void {
    if (kind === 'drop') this.drops--
    else this.duplicates--
  }

  private mayGoWrong({ kind, channel, owner }: WorldEvent): boolean {
    if (kind !== 'deliver') return false
    if (this.between === undefined) return true
    const [one, other] = this.between
    // The id of a channel is its sender, an arrow of one character, and its receiver.
    const from = channel?.slice(0, -owner.length - 1)
    return (from === one && owner === other) || (from === other && owner === one)
  }

  private mayCrash(path: string): boolean {
    return this.crash.of?.includes(path) ?? true
  }
}

function instead(event: WorldEvent, kind: 'drop' | 'duplicate'): WorldEvent {
  return { ...event, id: `${kind} ${event.id}`, kind }
}

function crashOf(path: string): WorldEvent {
  return {
    id: `crash ${path}`,
    kind: 'crash',
    owner: path,
    channel: undefined,
    name: undefined,
    payload: undefined,
    createdBy: -1,
    order: -1,
  }
}
