import { defineActor } from '../behavior/definition.ts'
import { AskDeadlines } from '../cell/ask-deadlines.ts'
import { Cell } from '../cell/cell.ts'
import type { CellRef } from '../cell/cell-ref.ts'
import { guarded } from '../cell/heed-rejection.ts'
import type { Birth, Placement, Subordinate } from '../cell/host.ts'
import { Mailbox } from '../cell/mailbox.ts'
import { PriorityMailbox } from '../cell/priority-mailbox.ts'
import type { Address, Target } from '../cell/target.ts'
import { usualTerms } from '../cell/terms.ts'
import type { Clock } from '../env/clock.ts'
import type { Dispatcher } from '../env/dispatcher.ts'
import type { Environment } from '../env/environment.ts'
import type { Logger } from '../env/logger.ts'
import type { Random } from '../env/random.ts'
import type { DeadLetterReason } from '../message/dead-letter.ts'
import type { Down } from '../message/down.ts'
import { NoSuchNodeError, SystemStoppedError } from '../message/errors.ts'
import type { InspectionEvent } from '../message/inspection.ts'
import { FreezingSealer, type Sealer } from '../message/sealer.ts'
import { uidsFrom } from '../message/uid.ts'
import { DeadLetterOffice } from './dead-letter-office.ts'
import { GuardedEventStream } from './event-stream.ts'
import type { FarNode } from './far-node.ts'
import { LimitedLog } from './limited-log.ts'
import type { LinkStats } from './link-stats.ts'
import { Registry, type RegistryHost } from './registry.ts'
import { topSupervisor } from './top-supervisor.ts'

/** How one address space is set up. */
export interface LocalSystemOptions {
  readonly environment: Environment
  /** The number of this node, and its name in paths. */
  readonly node: number
  readonly nodeName: string
  /** Milliseconds. */
  readonly askTimeout: number
  /** Replaces the sealing of local messages: `wire: 'always'`. */
  readonly sealer?: Sealer
  /** Makes the mailbox of each actor, where a test decides what is taken from it next. */
  readonly createMailbox?: (birth: Birth) => Mailbox
}

const Guardian = defineActor('Guardian', () => ({}))

/** Many actors in one address space, and what they need of it. */
export class LocalSystem implements RegistryHost, Placement {
  readonly node: number
  readonly nodeName: string
  readonly environment: Environment
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly dispatcher: Dispatcher
  readonly sealer: Sealer
  readonly asks: AskDeadlines
  readonly askTimeout: number
  readonly deadLetters: DeadLetterOffice
  readonly events: GuardedEventStream
  readonly guardian: Cell
  readonly names: Registry
  arrivingFrom?: string | undefined
  inspector: ((event: InspectionEvent) => void) | undefined = undefined
  /** Finds groups of nodes and nodes by name; set once there are any. */
  findPlacement: (name: string) => Placement | undefined = () => undefined
  /** Told of the end of each actor that was reachable from other nodes. */
  onUnreachable: (uid: number) => void = () => {}

  /** How the links to other nodes are doing, by the names of those; set once there are any. */
  linkStats: () => Readonly<Record<string, LinkStats>> = () => ({})

  /** The other nodes, where this is the one that launched them. */
  farNodes: () => readonly FarNode[] = () => []

  /** Gives refs of actors on other nodes; set once there are any. */
  refTo: (address: Address) => CellRef = ({ path }) => {
    throw new NoSuchNodeError(`There is no way to the node of ${path}.`)
  }

  private readonly inspectors = new Set<(event: InspectionEvent) => void>()
  private readonly failures: LimitedLog
  private readonly stillbirths = new WeakSet<Error>()
  private readonly makeMailbox: ((birth: Birth) => Mailbox) | undefined
  private readonly reachable = new Map<number, Target>()
  private readonly extensions = new Map<symbol, unknown>()
  private lastUid: number
  private stopping = false

  constructor(options: LocalSystemOptions) {
    const { environment } = options
    this.environment = environment
    this.node = options.node
    this.nodeName = options.nodeName
    this.askTimeout = options.askTimeout
    this.makeMailbox = options.createMailbox
    this.lastUid = uidsFrom(options.node)
    this.clock = environment.clock
    this.random = environment.random
    this.logger = harmless(environment.logger)
    this.dispatcher = environment.createDispatcher()
    this.sealer = options.sealer ?? new FreezingSealer(environment.isProxy)
    this.asks = new AskDeadlines(this.clock, this.sealer, (ask, value) => {
      this.deadLetter('expired', ask.path, ask.name, value)
    })
    this.deadLetters = new DeadLetterOffice(this.clock, this.logger)
    this.failures = new LimitedLog(this.clock, this.logger, 'error', 'failures')
    this.events = new GuardedEventStream((error) =>
      this.logger.write('error', 'a listener of system.events threw', error),
    )
    this.guardian = this.createGuardian()
    this.names = new Registry(this)
  }

  get isStopping(): boolean {
    return this.stopping
  }

  nextUid(): number {
    return ++this.lastUid
  }

  placement(on: string | undefined): Placement {
    if (this.stopping)
      throw new SystemStoppedError('The system is shutting down, or was shut down: nothing can be spawned.')
    if (on === undefined || on === this.nodeName) return this
    const found = this.findPlacement(on)
    if (found === undefined) {
      throw new NoSuchNodeError(
        `There is no node or group of nodes "${on}". Name one under nodes of createSystem, or leave out "on" to spawn here.`,
      )
    }
    return found
  }

  get needsMailbox(): boolean {
    return this.makeMailbox !== undefined
  }

  createMailbox(birth: Birth): Mailbox {
    if (this.makeMailbox !== undefined) return this.makeMailbox(birth)
    const { definition, terms } = birth
    return definition.priority === undefined
      ? new Mailbox(terms.mailbox)
      : new PriorityMailbox(terms.mailbox, definition.priority)
  }

  prepare(birth: Birth): Subordinate {
    const args = birth.args.length > 0 ? this.sealer.seal(birth.args) : birth.args
    if (Array.isArray(args)) birth.args = args
    return new Cell(this, birth)
  }

  deadLetter(reason: DeadLetterReason, path: string, name: string, payload: unknown): void {
    const letter = { reason, path, name, payload }
    this.deadLetters.receive(letter)
    this.events.emit('dead-letter', letter)
    this.inspector?.({ type: 'dead-letter', path, letter })
  }

  failed(path: string, error: unknown, message: string | undefined): void {
    const atTop = path === `troupe://${this.nodeName}`
    const what = atTop ? 'gave up on an actor below it, which was stopped; the others go on' : 'failed'
    const isSaid = error instanceof Error && this.stillbirths.delete(error)
    if (!atTop || !isSaid)
      this.failures.write(() => `${path} ${what}${message ? ` while it handled "${message}"` : ''}`, error)
    this.events.emit('failure', { path, error, message })
    this.inspector?.({ type: 'failed', path, name: message, error })
  }

  /** An actor could not even begin. Where the next to hear of it is the top, which gives it up, that is no more to say. */
  stillborn(path: string, error: Error): void {
    this.failed(path, error, undefined)
    this.stillbirths.add(error)
  }

  /** Calls `listener` with each step that actors of this node take, until the returned function is called. */
  inspect(listener: (event: InspectionEvent) => void): () => void {
    const inspector = guarded(listener, (error) =>
      this.logger.write('error', 'a listener of system.inspect threw', error),
    )
    this.inspectors.add(inspector)
    this.inspector = (event) => {
      for (const each of this.inspectors) each(event)
    }
    return () => {
      this.inspectors.delete(inspector)
      if (this.inspectors.size === 0) this.inspector = undefined
    }
  }

  ended(subordinate: Subordinate): void {
    const { uid } = subordinate.target.address
    if (this.reachable.size > 0 && this.reachable.delete(uid)) this.onUnreachable(uid)
  }

  /** Makes an actor reachable by its number: a ref of it leaves this node, or it was spawned from another. */
  expose(target: Target): void {
    this.reachable.set(target.address.uid, target)
  }

  /** The living actor of that number, if it was ever made reachable. */
  reach(uid: number): Target | undefined {
    return this.reachable.get(uid)
  }

  /** The living actor at `path`, which names this node. */
  lookup(path: string): Target | undefined {
    const root = this.guardian.path
    if (path !== root && !path.startsWith(`${root}/`)) return undefined
    let found: Subordinate | undefined = this.guardian
    for (const name of path.slice(root.length).split('/')) {
      if (name !== '') found = found instanceof Cell ? found.child(name) : undefined
    }
    return found?.target
  }

  /** What a higher layer keeps for this system, made at first use. */
  extension<T>(key: symbol, make: () => T): T {
    if (!this.extensions.has(key)) this.extensions.set(key, make())
    return this.extensions.get(key) as T
  }

  /** Stops every actor, children before parents; those that are left after `deadline` milliseconds are killed. */
  async stopActors(deadline: number, drain: boolean): Promise<void> {
    this.stopping = true
    const ended = this.ending(this.guardian)
    const timer = this.clock.setTimer(deadline, () => this.guardian.order('kill'), 'stop')
    if (drain) await this.drainTopLevel()
    this.guardian.order('stop')
    await ended
    timer.cancel()
    this.asks.rejectAll(new SystemStoppedError('The system was shut down before the answer came.'))
    this.failures.flush()
    this.deadLetters.flush()
  }

  /** Resolves when `target` has ended. */
  ending(target: Target): Promise<Down> {
    return new Promise((resolve) => target.watch({ notify: resolve }, this.guardian.ref))
  }

  private async drainTopLevel(): Promise<void> {
    const endings = this.guardian.children.all.map(({ subordinate: { target } }) => {
      const ended = this.ending(target)
      target.stop(true)
      return ended
    })
    await Promise.all(endings)
  }

  private createGuardian(): Cell {
    const guardian: Cell = new Cell(this, {
      definition: Guardian,
      args: [],
      uid: this.nextUid(),
      name: this.nodeName,
      supervisor: topSupervisor('troupe:/', () => guardian),
      terms: { ...usualTerms, stopTimeout: Number.POSITIVE_INFINITY },
      grouped: false,
      guardian: true,
    })
    guardian.start()
    return guardian
  }
}

/** A logger that throws must cost its line alone: it is called where an exception would stop an actor for good. */
function harmless(logger: Logger): Logger {
  return {
    write(level, text, details) {
      try {
        logger.write(level, text, details)
      } catch {
        // There is nowhere left to say so.
      }
    },
  }
}
