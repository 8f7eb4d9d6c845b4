import type { Environment, InspectionEvent, Turn } from '@troupe/core'
import type { SeededRandom } from '@troupe/core/internal'
import {
  type Birth,
  Cell,
  createDefaultEnvironment,
  LocalSystem,
  type LocalSystemOptions,
  type PendingAsk,
} from '@troupe/core/internal'
import { WireSealer } from '@troupe/core/remote'
import { acting } from './acting.ts'
import { ActorPaths } from './actor-paths.ts'
import { AwaitTracer } from './await-tracer.ts'
import { ControlledDispatcher } from './controlled-dispatcher.ts'
import { ControlledMailbox } from './controlled-mailbox.ts'
import { EventNotEnabledError } from './errors.ts'
import { type Crashable, Faults, placeOf } from './faults.ts'
import type { HostOfActor } from './host-of-actor.ts'
import { standInForHost } from './host-stand-ins.ts'
import { hostWatch } from './host-watch.ts'
import type { HostWork } from './host-work.ts'
import { immediate } from './immediate.ts'
import { OpenAsks } from './open-asks.ts'
import { Population } from './population.ts'
import type { Present } from './present.ts'
import type { LostMessage, OpenAsk, World, WorldEvent, WorldFailure } from './schedule.ts'
import { SeededStreams } from './seeded-streams.ts'
import { Setup } from './setup.ts'
import { UncontrolledAwaitError } from './uncontrolled-await-error.ts'
import { type Prospects, UncontrolledAwaits } from './uncontrolled-awaits.ts'
import { byTime, isFree, type SetTimer, VirtualClock } from './virtual-clock.ts'
import type { WorldOptions } from './world-options.ts'

/** Actors as in production, in an environment that does nothing of its own accord. */
export class ControlledWorld implements World, Present, Prospects {
  readonly clock: VirtualClock
  readonly environment: Environment
  readonly local: LocalSystem
  readonly failures: WorldFailure[] = []
  readonly deadLetters: LostMessage[] = []
  readonly gaps = new Set<string>()
  touched: string[] = []
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
  /** Who looks on at what the other nodes do. */
  private readonly lookers = new Set<(event: InspectionEvent) => void>()
  private offered: WorldEvent[] | undefined = undefined
  /** Who had sent what becomes a dead letter now. */
  private readonly givenUp: string[] = []
  private isStepping = false
  private firing = false
  /** Who had sent what arrives from another node now. */
  private arriving: string | undefined = undefined

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
    this.awaits = new UncontrolledAwaits(this.dispatcher, this, tracer)
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
    const { events } = local
    this.asks.addNode(local)
    if (local !== this.local) local.inspector = this.inspected
    const ends = [
      events.on('dead-letter', (letter) => {
        const from = this.givenUp.shift() ?? this.sender
        this.deadLetters.push({ ...letter, path: this.paths.shorten(letter.path), from })
      }),
      events.on('failure', ({ path, error, message }) => {
        this.failures.push({ owner: this.paths.shorten(path), error, message })
      }),
    ]
    return () => {
      this.asks.removeNode(local)
      for (const end of ends) end()
    }
  }

  get sender(): string {
    const { actor } = this.dispatcher
    // A setup, or what comes of a timer of the host, has a turn within what goes on around it.
    if (actor !== undefined) return pathOf(actor)
    if (this.arriving !== undefined) return this.arriving
    if (this.firing) return TIMER
    // What leaves for another node was sent in the step that ends now.
    return this.dispatcher.isFlushing && this.index >= 0 ? (this.touched[0] ?? '') : ''
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
    return this.rest()
  }

  step(event: Pick<WorldEvent, 'id'>): void | Promise<void> {
    const found = this.enabled().find((each) => each === event || each.id === event.id)
    if (found === undefined) {
      throw new EventNotEnabledError(
        `"${event.id}" cannot happen next; what can is ${
          this.enabled()
            .map(({ id }) => `"${id}"`)
            .join(', ') || 'nothing'
        }.`,
      )
    }
    return this.take(found)
  }

  /** Lets an event happen that is known to be enabled. */
  take(event: WorldEvent): void | Promise<void> {
    this.index++
    this.offered = undefined
    this.enterStep()
    this.touched = [event.owner]
    this.sentTo = []
    this.clock.forget()
    this.perform(event)
    return this.rest()
  }

  /** Carries out what was ordered from outside: to stop an actor, for one. */
  settle(): void | Promise<void> {
    this.enterStep()
    this.touched = []
    return this.rest()
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
    if (this.options.faults?.crashNode !== undefined) this.note(placeOf(to))
  }

  nextOrder(): number {
    return this.lastOrder++
  }

  givesUp(from: string): void {
    this.givenUp.push(from)
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
    if (!this.touched.includes('')) this.touched.push('')
  }

  /** Chance, as one actor meets it, or something else with a name of its own. */
  random(path: string): SeededRandom {
    return this.streams.of(path)
  }

  hostOf(cell: Cell, path: string): HostOfActor {
    const { clock, options } = this
    const setTimer = (delay: number, task: () => void) =>
      clock.setHostTimer(delay, () => acting.during(cell, task))
    return {
      now: () => clock.now('host'),
      wallTime: () => clock.wallTime('host'),
      random: () => this.random(path).next(),
      setTimer: options.awaits === 'any' ? undefined : setTimer,
    }
  }

  /** Forgets the actors of a node that has ended: they get nothing more, and nobody waits for what they wait for. */
  forgetNode(name: string): void {
    for (const cell of this.population.forgetNode(name)) {
      this.dispatcher.forget(cell)
      if (cell.isAlive) this.inspected({ type: 'stopped', path: cell.path, reason: 'node-down' })
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
    this.lookers.add(listener)
    return () => void this.lookers.delete(listener)
  }

  /** Runs a task of the network at the end of the turns that are under way. */
  carry(task: () => void): void {
    this.dispatcher.afterTurns(task)
  }

  /** Whether what runs now takes in what has come from another node. */
  get isArriving(): boolean {
    return this.arriving !== undefined
  }

  /** Takes in what has come from another node, where `from` had sent it. */
  arrive(from: string, task: () => void): void {
    this.arriving = from
    task()
    this.arriving = undefined
  }

  createMailbox(birth: Birth): ControlledMailbox {
    const isOrdered = this.options.channels !== 'unordered'
    const mailbox = new ControlledMailbox(birth, this.paths.of(birth), this, isOrdered)
    this.population.add(mailbox)
    return mailbox
  }

  private offer(): WorldEvent[] {
    const events = this.messages()
    const isIdle = events.length === 0
    if (this.options.faults !== undefined) this.faults.offer(events, this.actors, this.nodes)
    for (const { event } of this.dueTimers(isIdle)) events.push(event)
    return events
  }

  private dueTimers(isIdle: boolean): readonly SetTimer[] {
    const { timers = 'in-order' } = this.options
    const all = [...this.clock.inOrder(), ...this.askTimers].sort(byTime)
    const own = all.filter(({ purpose }) => isFree(purpose))
    if (timers === 'any-order' && (!isIdle || own.length > 0)) return own
    if (!isIdle) return timers === 'idle' ? [] : own.slice(0, 1)
    // The runtime has one timer for all asks, which is of no use where each has one of its own.
    return all.filter(({ purpose }) => purpose !== 'ask').slice(0, 1)
  }

  private get askTimers(): readonly SetTimer[] {
    return this.options.askTimeouts ? this.asks.timers((to) => this.note(to)) : []
  }

  private perform(event: WorldEvent): void {
    const mailbox = this.population.mailbox(event.owner)
    if (event.kind === 'timer') this.fire(event)
    else if (event.kind === 'crash' && mailbox === undefined) this.crashNode(event)
    else if (mailbox?.cell === undefined) return
    else if (event.kind === 'crash') this.faults.strike(mailbox.cell, event.owner)
    else if (event.kind === 'drop') this.lose(mailbox, event)
    else if (event.kind === 'duplicate') {
      this.faults.spend('duplicate')
      mailbox.double(event)
      this.dispatcher.run(mailbox.cell, 1)
    } else this.dispatcher.run(mailbox.cell, mailbox.give(event))
  }

  /** All that lives on a node changes with it, and whoever is told of its end, or sends to it, can tell. */
  private crashNode(event: WorldEvent): void {
    const prefix = `${event.owner.slice(placeOf('').length)}/`
    this.noteAll(this.actors.filter((path) => path.startsWith(prefix)))
    this.faults.strikeNode(event, this.nodes)
    // What follows, the next launch for one, takes promises.
    this.dispatcher.isRestless = true
  }

  private fire(event: WorldEvent): void {
    const timer = [...this.clock.inOrder(), ...this.askTimers].find((each) => each.event === event)
    if (timer === undefined) return
    // What a timer sends has a channel of its own.
    this.firing = true
    this.clock.fire(timer)
    this.firing = false
  }

  private lose(mailbox: ControlledMailbox, event: WorldEvent): void {
    this.faults.spend('drop')
    const from = mailbox.lose(event) ?? ''
    this.deadLetters.push({
      from,
      reason: 'unreachable',
      path: event.owner,
      name: event.name ?? '',
      payload: event.payload,
    })
  }

  /** Goes on until everything waits for another event. */
  private rest(): void | Promise<void> {
    this.dispatcher.settle(this.touch)
    if (this.isRestless) return this.restLater()
    this.leaveStep()
  }

  private get isRestless(): boolean {
    return this.dispatcher.isRestless || this.dispatcher.awaited.size > 0 || this.asks.areOfOutside
  }

  private async restLater(): Promise<void> {
    do await this.quiescence()
    while (this.dispatcher.settle(this.touch) || this.dispatcher.isRestless)
    this.leaveStep()
    this.setup.check()
    if (this.options.awaits === 'any') return
    if (this.setup.isPending && this.isSetupStuck()) throw new UncontrolledAwaitError('The setup', undefined)
    this.awaits.check()
  }

  /** Lets go on what goes on in promises; what comes from the host has a chance only where it may. */
  private async quiescence(): Promise<void> {
    if (this.options.awaits === 'any') {
      this.dispatcher.isRestless = false
      return immediate()
    }
    await hostWatch.quiescence()
    // The program that sets a world up may read a file first.
    if (this.setup.isPending) {
      await immediate()
      await hostWatch.quiescence()
    }
    this.dispatcher.isRestless = false
  }

  private isSetupStuck(): boolean {
    return this.openGates === 0 && !this.asks.areOfOutside && this.enabled().length === 0
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
    for (const path of [...this.touched]) this.population.mailbox(path)?.wake(this.noteAll)
    this.awaits.end((gap) => this.gaps.add(gap))
  }

  private readonly touch = (cell: Cell): void => this.note(pathOf(cell))

  private readonly noteAll = (paths: readonly string[]): void => {
    for (const path of paths) this.note(path)
  }

  private note(path: string): void {
    if (!this.touched.includes(path)) this.touched.push(path)
  }

  /** The running code looks at another actor, and may wait until that one's mailbox has room. */
  private readonly meet = (cell: Cell): void => {
    this.touch(cell)
    const { mailbox } = cell
    if (mailbox.isAboveHighWater && mailbox instanceof ControlledMailbox) mailbox.waitedForBy(this.sender)
  }

  private readonly inspected = (event: InspectionEvent): void => {
    for (const listener of this.lookers) listener(event)
  }

  private readonly woken = (): void => {
    this.offered = undefined
    if (!this.isStepping) this.onWoken()
  }
}

const TIMER = '~timer'

function pathOf(turn: Turn | undefined): string {
  return turn instanceof Cell && turn.mailbox instanceof ControlledMailbox ? turn.mailbox.path : ''
}
