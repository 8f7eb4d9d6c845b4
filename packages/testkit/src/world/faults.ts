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
  /** Which simulated nodes may crash; none unless said. */
  readonly crashNode?: NodeCrashOptions
}

/** Which nodes may crash, as a thread or process that is killed. They are launched anew, as their supervision says. */
export interface NodeCrashOptions {
  /** The names of those that may, `far-0` for example; all that the program has added, unless said. */
  readonly of?: readonly string[]
  /** How many crashes there may be; 1 unless said. */
  readonly max?: number
}

/** The simulated nodes of a world, seen by those who have them crash. */
export interface Crashable {
  /** The names of the nodes that are up. */
  readonly names: readonly string[]
  crash(name: string): void
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
  private readonly crashNode: NodeCrashOptions
  private nodeCrashes: number

  constructor(options: FaultOptions) {
    this.drops = options.drop ?? 0
    this.duplicates = options.duplicate ?? 0
    this.between = options.between
    this.crash = options.crash ?? {}
    this.crashes = options.crash === undefined ? 0 : (this.crash.max ?? 1)
    this.crashNode = options.crashNode ?? {}
    this.nodeCrashes = options.crashNode === undefined ? 0 : (this.crashNode.max ?? 1)
  }

  /** Adds to `events`, which are those of messages, the faults that may come instead. */
  offer(events: WorldEvent[], actors: readonly string[], nodes: Crashable | undefined): void {
    const messages = this.drops + this.duplicates > 0 ? events.filter((event) => this.mayGoWrong(event)) : []
    for (const event of messages) {
      if (this.drops > 0) events.push(instead(event, 'drop'))
      if (this.duplicates > 0) events.push(instead(event, 'duplicate'))
    }
    if (this.crashes > 0) for (const path of actors) if (this.mayCrash(path)) events.push(crashOf(path))
    if (this.nodeCrashes > 0) events.push(...this.crashesOf(nodes?.names ?? []))
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

  /** Crashes a node. Returns whether the event is about one. */
  strikeNode({ owner }: WorldEvent, nodes: Crashable | undefined): boolean {
    const name = nodes?.names.find((each) => placeOf(each) === owner)
    if (name === undefined) return false
    this.nodeCrashes--
    nodes?.crash(name)
    return true
  }

  /** Counts a message that is lost or doubled. */
  spend(kind: 'drop' | 'duplicate'): void {
    if (kind === 'drop') this.drops--
    else this.duplicates--
  }

  private crashesOf(nodes: readonly string[]): readonly WorldEvent[] {
    const { of } = this.crashNode
    return nodes.filter((name) => of?.includes(name) ?? true).map((name) => crashOf(placeOf(name)))
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

/** What stands for a node where an actor's path would. No actor has such a path. */
export function placeOf(node: string): string {
  return `node ${node}`
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
