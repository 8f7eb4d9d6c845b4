import type { Environment, InspectionEvent } from '@troupe/core'
import type { SeededRandom } from '@troupe/core/internal'
import {
  type Birth,
  type Cell,
  createDefaultEnvironment,
  LocalSystem,
  type LocalSystemOptions,
  type PendingAsk,
} from '@troupe/core/internal'
import { WireSealer } from '@troupe/core/remote'
import { ActorPaths } from './actor-paths.ts'
import { AwaitTracer } from './await-tracer.ts'
import { ControlledDispatcher, pathOf } from './controlled-dispatcher.ts'
import { ControlledMailbox } from './controlled-mailbox.ts'
import { Deeds } from './deeds.ts'
import { DueTimers } from './due-timers.ts'
import { EventNotEnabledError } from './errors.ts'
import { type Crashable, Faults, placeOf } from './faults.ts'
import { type HostOfActor, hostOfActor } from './host-of-actor.ts'
import { standInForHost } from './host-stand-ins.ts'
import { hostWatch } from './host-watch.ts'
import type { HostWork } from './host-work.ts'
import { OpenAsks } from './open-asks.ts'
import { Population } from './population.ts'
import type { Present } from './present.ts'
import { Quiescence } from './quiescence.ts'
import { Records } from './records.ts'
import type { LostMessage, OpenAsk, World, WorldEvent, WorldFailure } from './schedule.ts'
import { SeededStreams } from './seeded-streams.ts'
import { Sender } from './sender.ts'
import { Setup } from './setup.ts'
import { Touched } from './touched.ts'
import { type Prospects, UncontrolledAwaits } from './uncontrolled-awaits.ts'
import { VirtualClock } from './virtual-clock.ts'
import type { WorldOptions } from './world-options.ts'

/** Actors as in production, in an environment that does nothing of its own accord. */
export class ControlledWorld implements World, Present, Prospects {
  readonly clock: VirtualClock
  readonly environment: Environment
  readonly local: LocalSystem
  readonly gaps = new Set<string>()
  sentTo: string[] = []
  index = -1
  private lastOrder = 0
  /** How many promises there are that the test settles when it pleases. */
  openGates = 0
  /** Told of each letter that begins to wait. */
  onSent: ((event: WorldEvent) => void) | undefined = undefined
  /** The simulated nodes, if there are any. */
  nodes: Crashable | undefined = undefined
  /** Called when something is sent, or ordered, outside a step. */
  onWoken: () => void = () => {}

  private readonly options: WorldOptions
  private readonly dispatcher: ControlledDispatcher
  private readonly faults: Faults
  private readonly awaits: UncontrolledAwaits
  private readonly paths = new ActorPaths()
  private readonly population = new Population()
  private readonly streams: SeededStreams
  private readonly asks: OpenAsks
  private readonly setup = new Setup()
  private readonly records: Records
  private readonly timers: DueTimers
  private readonly deeds: Deeds
  private readonly quiescence: Quiescence
  private readonly noted = new Touched()
  private offered: WorldEvent[] | undefined = undefined
  private isStepping = false
  private readonly sending: Sender

  constructor(
    options: WorldOptions,
    makeLocal = (parts: LocalSystemOptions): LocalSystem => new LocalSystem(parts),
  ) {
    this.options = options
    this.faults = new Faults(options.faults ?? {})
    const isIdle = options.timers === 'idle'
    standInForHost()
    this.clock = new VirtualClock(this, options.startsAt?.getTime() ?? 0, isIdle)
    this.asks = new OpenAsks(this, this.paths, isIdle)
    this.streams = new SeededStreams(options.seed ?? 0)
    this.dispatcher = new ControlledDispatcher(this.woken, this.meet)
    const tracer = options.trace ? new AwaitTracer(() => this.dispatcher.actor) : undefined
    this.records = new Records(this.paths, () => this.sender)
    this.timers = new DueTimers(this.clock, this.asks, options, this.noted.add)
    const { clock, dispatcher, faults, population, records, timers } = this
    const nodes = (): Crashable | undefined => this.nodes
    const noteAll = this.noted.addAll
    this.deeds = new Deeds({ clock, dispatcher, faults, nodes, noteAll, population, records, timers })
    const starter = (): string | undefined => (this.index < 0 ? undefined : this.touched[0])
    this.sending = new Sender({ dispatcher, isFiring: () => this.deeds.isFiring, starter })
    this.awaits = new UncontrolledAwaits(this.dispatcher, this, tracer)
    const [isStuck, leave] = [() => this.isStuck, () => this.leaveStep()]
    const { asks, awaits, setup, touch } = this
    this.quiescence = new Quiescence({ asks, awaits, dispatcher, isStuck, leave, options, setup, touch })
    this.environment = createDefaultEnvironment({
      clock: this.clock,
      random: { next: () => this.random(this.sender).next() },
      logger: { write: () => {} },
      createDispatcher: () => this.dispatcher,
    })
    const createMailbox = (birth: Birth): ControlledMailbox => this.createMailbox(birth)
    this.local = makeLocal({
      environment: this.environment,
      node: 0,
      nodeName: 'main',
      askTimeout: options.askTimeout ?? 5000,
      createMailbox,
      ...(options.wire && { sealer: new WireSealer(this.environment.isProxy) }),
    })
    this.lookOn(this.local)
  }

  /**
   * Notes what fails and what is lost in one address space.
   *
   * @returns the function that ends this
   */
  lookOn(local: LocalSystem): () => void {
    this.asks.addNode(local)
    if (local !== this.local) local.inspect(this.records.inspected)
    const lookAway = this.records.lookOn(local)
    return () => {
      this.asks.removeNode(local)
      lookAway()
    }
  }

  get sender(): string {
    return this.sending.path
  }

  get failures(): readonly WorldFailure[] {
    return this.records.failures
  }

  get deadLetters(): readonly LostMessage[] {
    return this.records.deadLetters
  }

  get touched(): readonly string[] {
    return this.noted.paths
  }

  get steps(): number {
    return this.index + 1
  }

  get actors(): readonly string[] {
    return this.population.living
  }

  get nodeNames(): readonly string[] {
    return this.nodes?.names ?? []
  }

  get openAsks(): readonly OpenAsk[] {
    return this.asks.list
  }

  get unread(): readonly WorldEvent[] {
    return this.population.unread
  }

  get crowded(): readonly string[] {
    return this.population.crowded
  }

  get changedTimers(): boolean {
    return this.clock.wasChanged
  }

  get readClock(): boolean {
    return this.clock.wasRead
  }

  enabled(): readonly WorldEvent[] {
    this.offered ??= this.offer()
    return this.offered
  }

  /** Runs what sets the world up, and all that follows from it at once. */
  begin(program: () => unknown): void | Promise<void> {
    this.enterStep()
    const result = program()
    if (result instanceof Promise) {
      this.setup.follow(result)
      this.dispatcher.expects(result)
    }
    return this.quiescence.reach()
  }

  step(event: Pick<WorldEvent, 'id'>): void | Promise<void> {
    const found = this.enabled().find((each) => each === event || each.id === event.id)
    if (found === undefined) {
      const ids = this.enabled().map(({ id }) => id)
      throw new EventNotEnabledError(event.id, ids)
    }
    return this.take(found)
  }

  /** Lets an event happen that is known to be enabled. */
  take(event: WorldEvent): void | Promise<void> {
    this.index++
    this.offered = undefined
    this.enterStep()
    this.noted.begin([event.owner])
    this.sentTo = []
    this.clock.forget()
    this.deeds.perform(event)
    return this.quiescence.reach()
  }

  /** Carries out what was ordered from outside: to stop an actor, for one. */
  settle(): void | Promise<void> {
    this.enterStep()
    this.noted.begin([])
    return this.quiescence.reach()
  }

  /** The messages and answers that can be taken next, the oldest first. */
  messages(): WorldEvent[] {
    const events: WorldEvent[] = []
    this.population.ready(events)
    return events.sort((one, other) => one.order - other.order)
  }

  stateOf(path: string): unknown {
    return this.population.stateOf(path)
  }

  fingerprint(): string {
    return this.population.fingerprint(this.deadLetters)
  }

  /** The short form of an actor's whole path. */
  shortPath(path: string): string {
    return this.paths.shorten(path)
  }

  wholePath(path: string): string | undefined {
    return path === '' ? undefined : this.population.cell(path)?.path
  }

  sent(event: WorldEvent): void {
    if (event.kind === 'deliver') this.sentTo.push(event.owner)
    if (this.isArriving && this.population.mailbox(event.owner)?.mayExceedCredit) {
      this.gaps.add(
        `${event.owner} is sent so much from another node that credit may run out, and what depends on that is not known`,
      )
    }
    this.onSent?.(event)
  }

  /** Something has been sent to another node: whether that is up makes a difference. */
  crossed(to: string): void {
    if (this.options.faults?.crashNode !== undefined) this.noted.add(placeOf(to))
  }

  nextOrder(): number {
    return this.lastOrder++
  }

  givesUp(from: string): void {
    this.records.givesUp(from)
  }

  asked(to: string, name: string, ask: PendingAsk): void {
    this.asks.add(to, name, ask)
  }

  /**
   * Rejects the asks of the program outside, since nothing goes on.
   *
   * @param isKnown whether the program is told in another way, too
   * @returns whether there were any
   */
  refuseOutside(error: unknown, isKnown: boolean): boolean {
    return this.asks.refuseOutside(error, isKnown)
  }

  goesOn(): void {
    this.dispatcher.isRestless = true
  }

  begins(work: HostWork): void {
    this.awaits.begins(work)
  }

  mayGoOn(path: string): boolean {
    const isHeldUp = this.population.isHeldUp(path) || this.dispatcher.isHeldUp(path)
    return isHeldUp || this.clock.hasHostTimerOf(path)
  }

  /** Whether the code that runs is that of an actor, and not of the program outside. */
  get isInActor(): boolean {
    return this.dispatcher.actor !== undefined
  }

  /** The program outside has been told something, or what it shares with all actors was looked at. */
  touchOutside(): void {
    this.noted.add('')
  }

  /** Chance, as one actor meets it, or something else with a name of its own. */
  random(path: string): SeededRandom {
    return this.streams.of(path)
  }

  hostOf(cell: Cell, path: string): HostOfActor {
    return hostOfActor(cell, this.clock, () => this.random(path).next(), this.options.awaits !== 'any')
  }

  /** Forgets the actors of a node that has ended: they get nothing more, and nobody waits for what they wait for. */
  forgetNode(name: string): void {
    for (const cell of this.population.forgetNode(name)) {
      this.dispatcher.forget(cell)
      if (cell.isAlive) this.records.inspected({ type: 'stopped', path: cell.path, reason: 'node-down' })
    }
    this.asks.forgetNode(name)
    this.offered = undefined
  }

  /**
   * Lets a listener look on at what the other nodes do.
   *
   * @returns the function that ends this
   */
  inspectNodes(listener: (event: InspectionEvent) => void): () => void {
    return this.records.inspectNodes(listener)
  }

  /** Runs a task of the network at the end of the turns that are under way. */
  carry(task: () => void): void {
    this.dispatcher.afterTurns(task)
  }

  /** Whether what runs now takes in what has come from another node. */
  get isArriving(): boolean {
    return this.sending.isArriving
  }

  /** Takes in what has come from another node, where `from` had sent it. */
  arrive(from: string, task: () => void): void {
    this.sending.arrive(from, task)
  }

  createMailbox(birth: Birth): ControlledMailbox {
    const isOrdered = this.options.channels !== 'unordered'
    const mailbox = new ControlledMailbox(birth, this.paths.of(birth), this, isOrdered)
    this.population.add(mailbox)
    return mailbox
  }

  /** Whether nothing can happen, unless somebody outside goes on. */
  private get isStuck(): boolean {
    return this.openGates === 0 && !this.asks.areOfOutside && this.enabled().length === 0
  }

  private offer(): WorldEvent[] {
    const events = this.messages()
    const isIdle = events.length === 0
    if (this.options.faults !== undefined) this.faults.offer(events, this.actors, this.nodes)
    for (const { event } of this.timers.next(isIdle)) events.push(event)
    return events
  }

  private enterStep(): void {
    this.isStepping = true
    this.awaits.begin()
    if (this.options.awaits !== 'any') hostWatch.look()
  }

  private leaveStep(): void {
    this.isStepping = false
    if (this.asks.wasOutsideAnswered()) this.touchOutside()
    // The time-out of an ask is a timer, which its answer cancels.
    if (this.options.askTimeouts && this.asks.haveChanged()) this.clock.wasChanged = true
    for (const path of [...this.touched]) this.population.mailbox(path)?.wake(this.noted.addAll)
    this.awaits.end((gap) => this.gaps.add(gap))
  }

  private readonly touch = (cell: Cell): void => this.noted.add(pathOf(cell) ?? '')

  /** The running code looks at another actor, and may wait until that one's mailbox has room. */
  private readonly meet = (cell: Cell): void => {
    this.touch(cell)
    const { mailbox } = cell
    if (mailbox.isAboveHighWater && mailbox instanceof ControlledMailbox) mailbox.waitedForBy(this.sender)
  }

  private readonly woken = (): void => {
    this.offered = undefined
    if (!this.isStepping) this.onWoken()
  }
}
