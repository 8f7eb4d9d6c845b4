import type { Environment, Turn } from '@troupe/core'
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
import { showsState, stateOf } from './actor-state.ts'
import { AwaitTracer } from './await-tracer.ts'
import { canonical } from './canonical.ts'
import { ControlledDispatcher } from './controlled-dispatcher.ts'
import { ControlledMailbox } from './controlled-mailbox.ts'
import { EventNotEnabledError, NoStateError } from './errors.ts'
import { type FaultOptions, Faults } from './faults.ts'
import type { HostOfActor } from './host-of-actor.ts'
import { standInForHost } from './host-stand-ins.ts'
import { immediate } from './immediate.ts'
import type { Present } from './present.ts'
import type { LostMessage, OpenAsk, World, WorldEvent, WorldFailure } from './schedule.ts'
import { SeededRandom, seedFor } from './seeded-random.ts'
import { UncontrolledAwaitError } from './uncontrolled-await-error.ts'
import { byTime, type SetTimer, VirtualClock } from './virtual-clock.ts'

/** When timers may fire: in the order in which they are due, in any order, or only when nothing else can happen. */
export type TimerOrder = 'in-order' | 'any-order' | 'idle'

/** How a world is made. */
export interface WorldOptions {
  /** What chance is made of; 0 unless said. Each actor has numbers of its own. */
  readonly seed?: number
  /** `in-order` unless said. */
  readonly timers?: TimerOrder
  /** Whether asks may time out; unless said, they wait for ever. */
  readonly askTimeouts?: boolean
  readonly faults?: FaultOptions
  /** Whether messages of one sender to one actor can overtake each other, which Troupe's do not; `fifo` unless said. */
  readonly channels?: 'fifo' | 'unordered'
  /** Milliseconds that an ask waits for its answer unless its ref says otherwise; 5,000 unless said. */
  readonly askTimeout?: number
  /**
   * Whether actors may await `any` promise; unless said, an `UncontrolledAwaitError` tells of one that no event settles.
   */
  readonly awaits?: 'any'
  /** What the time of day is at the beginning; the first moment of 1970 unless said. */
  readonly startsAt?: Date
  /** Whether messages are encoded and decoded within one node, too, so that a test fails where a thread would. */
  readonly wire?: 'always'
  /** Whether promises are traced, so that such an error can say where its promise comes from. It costs time. */
  readonly trace?: boolean
}

/** An ask that waits, and the event of its giving up. */
interface TimedAsk {
  readonly open: OpenAsk
  readonly timeout: WorldEvent
}

/** Actors as in production, in an environment that does nothing of its own accord. */
export class ControlledWorld implements World, Present {
  readonly clock: VirtualClock
  readonly environment: Environment
  readonly local: LocalSystem
  readonly failures: WorldFailure[] = []
  readonly deadLetters: LostMessage[] = []
  touched: string[] = []
  index = -1
  private lastOrder = 0
  /** How many promises there are that the test settles when it pleases. */
  openGates = 0
  /** Told of each letter that begins to wait. */
  onSent: ((event: WorldEvent) => void) | undefined = undefined
  /** Called when something is sent, or ordered, outside a step. */
  onWoken: () => void = () => {}

  private readonly options: WorldOptions
  private readonly dispatcher: ControlledDispatcher
  private readonly faults: Faults
  private readonly tracer: AwaitTracer | undefined = undefined
  private readonly paths = new ActorPaths()
  private readonly mailboxes = new Map<string, ControlledMailbox>()
  private readonly randoms = new Map<string, SeededRandom>()
  /** The address spaces of the nodes. */
  private readonly locals = new Set<LocalSystem>()
  private readonly asks = new Map<PendingAsk, TimedAsk>()
  private readonly askCounts = new Map<string, number>()
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
    standInForHost()
    this.clock = new VirtualClock(this, options.startsAt?.getTime() ?? 0)
    this.dispatcher = new ControlledDispatcher(this.woken, this.touch)
    if (options.trace) this.tracer = new AwaitTracer(() => this.dispatcher.actor)
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
    this.locals.add(local)
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
      this.locals.delete(local)
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
    return [...this.mailboxes]
      .filter(([path, { cell }]) => path !== '' && cell?.isAlive)
      .map(([path]) => path)
  }

  get openAsks(): readonly OpenAsk[] {
    for (const ask of this.asks.keys()) if (!ask.isOpen) this.asks.delete(ask)
    return [...Array.from(this.asks.values(), ({ open }) => open), ...this.farAsks()]
  }

  get unread(): readonly WorldEvent[] {
    return [...this.mailboxes.values()].flatMap((mailbox) => [...mailbox.waiting()])
  }

  get changedTimers(): boolean {
    return this.clock.wasChanged
  }

  enabled(): readonly WorldEvent[] {
    this.offered ??= this.offer()
    return this.offered
  }

  /** Runs what sets the world up, and all that follows from it at once. */
  begin(program: () => unknown): void | Promise<void> {
    this.enterStep()
    const result = program()
    if (result instanceof Promise) this.dispatcher.expects(result)
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
    this.clock.wasChanged = false
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
    for (const mailbox of this.mailboxes.values()) mailbox.ready(events)
    return events.sort((one, other) => one.order - other.order)
  }

  stateOf(path: string): unknown {
    const cell = this.mailboxes.get(path)?.cell
    if (cell === undefined) {
      throw new NoStateError(`There is no actor "${path}"; there are ${this.actors.join(', ') || 'none'}.`)
    }
    return stateOf(cell, path)
  }

  fingerprint(): string {
    const actors = [...this.mailboxes].flatMap(([path, { cell }]) => {
      if (path === '' || cell === undefined) return []
      return [canonical([path, cell.isAlive && showsState(cell) ? stateOf(cell, path) : cell.isAlive])]
    })
    const channels = new Map<string | undefined, WorldEvent[]>()
    for (const event of this.unread)
      channels.set(event.channel, [...(channels.get(event.channel) ?? []), event])
    const waiting = Array.from(channels, ([channel, letters]) =>
      canonical([channel, letters.map(({ name, payload }) => [name, payload])]),
    )
    const dead = this.deadLetters.map(({ from, path, name, payload }) =>
      canonical([from, path, name, payload]),
    )
    // What one channel holds is told apart by its order; of all else the order tells only how it came about.
    return [actors.sort(), waiting.sort(), dead.sort()].join('\n')
  }

  /** The short form of an actor's whole path. */
  shortPath(path: string): string {
    return this.paths.shorten(path)
  }

  sent(event: WorldEvent): void {
    this.onSent?.(event)
  }

  nextOrder(): number {
    return this.lastOrder++
  }

  givesUp(from: string): void {
    this.givenUp.push(from)
  }

  /** An ask has been sent. */
  asked(to: string, name: string, ask: PendingAsk): void {
    // One that is passed on is still the ask of whoever made it.
    const known = this.asks.get(ask)
    const from = known?.open.from ?? this.sender
    this.asks.set(ask, {
      open: { from, to, name },
      timeout: known?.timeout ?? this.timeoutOf(from, to, name),
    })
  }

  /** Chance, as one actor meets it. */
  random(path: string): SeededRandom {
    let random = this.randoms.get(path)
    if (random === undefined) {
      random = new SeededRandom(seedFor(this.options.seed ?? 0, path))
      this.randoms.set(path, random)
    }
    return random
  }

  hostOf(cell: Cell, path: string): HostOfActor {
    const { clock, options } = this
    const setTimer = (delay: number, task: () => void) =>
      clock.setHostTimer(delay, () => acting.during(cell, task))
    return {
      now: () => clock.now(),
      wallTime: () => clock.wallTime(),
      random: () => this.random(path).next(),
      setTimer: options.awaits === 'any' ? undefined : setTimer,
    }
  }

  /** Forgets the actors of a node that has ended: they get nothing more, and nobody waits for what they wait for. */
  forgetNode(name: string): void {
    const isThere = (path: string): boolean => path.startsWith(`${name}/`)
    for (const [path, { cell }] of this.mailboxes) {
      if (!isThere(path)) continue
      this.mailboxes.delete(path)
      if (cell !== undefined) this.dispatcher.forget(cell)
    }
    for (const [ask, { open }] of this.asks) if (isThere(open.from)) this.asks.delete(ask)
    this.offered = undefined
  }

  /** Runs a task of the network at the end of the turns that are under way. */
  carry(task: () => void): void {
    this.dispatcher.afterTurns(task)
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
    this.mailboxes.set(mailbox.path, mailbox)
    return mailbox
  }

  private offer(): WorldEvent[] {
    const events = this.messages()
    const isIdle = events.length === 0
    if (this.options.faults !== undefined) this.faults.offer(events, this.actors)
    for (const { event } of this.dueTimers(isIdle)) events.push(event)
    return events
  }

  private dueTimers(isIdle: boolean): readonly SetTimer[] {
    const { timers = 'in-order' } = this.options
    const all = [...this.clock.inOrder(), ...this.askTimers].sort(byTime)
    const own = all.filter(({ purpose }) => purpose === undefined)
    if (timers === 'any-order' && (!isIdle || own.length > 0)) return own
    if (!isIdle) return timers === 'idle' ? [] : own.slice(0, 1)
    // The runtime has one timer for all asks, which is of no use where each has one of its own.
    return all.filter(({ purpose }) => purpose !== 'ask').slice(0, 1)
  }

  /** One for each ask that waits, as if it had set it, where asks may time out. */
  private get askTimers(): readonly SetTimer[] {
    if (!this.options.askTimeouts) return []
    return [...this.asks]
      .filter(([ask]) => ask.isOpen && Number.isFinite(ask.deadline))
      .map(([ask, { open, timeout }]) => ({
        event: timeout,
        at: ask.deadline,
        purpose: undefined,
        isHost: false,
        task: () => {
          ask.expire()
          // It was asked in vain, which it finds out when it comes to the message, or to its end.
          if (!this.touched.includes(open.to)) this.touched.push(open.to)
        },
      }))
  }

  /** The asks of actors on other nodes, wherever they are on their way. */
  private *farAsks(): Iterable<OpenAsk> {
    if (this.locals.size === 1) return
    for (const local of this.locals) {
      for (const ask of local.asks.open()) {
        if (this.asks.has(ask)) continue
        const { asker, path, name } = ask
        const from = asker === undefined ? '' : this.paths.shorten(asker.path)
        yield { from, to: this.paths.shorten(path), name }
      }
    }
  }

  private timeoutOf(from: string, to: string, name: string): WorldEvent {
    const key = `${from}→${to}`
    const count = (this.askCounts.get(key) ?? 0) + 1
    this.askCounts.set(key, count)
    return {
      id: `timeout ${key}#${count}`,
      kind: 'timer',
      owner: from,
      channel: undefined,
      name,
      payload: undefined,
      createdBy: this.index,
      order: this.nextOrder(),
    }
  }

  private perform(event: WorldEvent): void {
    const mailbox = this.mailboxes.get(event.owner)
    if (event.kind === 'timer') this.fire(event)
    else if (mailbox?.cell === undefined) return
    else if (event.kind === 'crash') this.faults.strike(mailbox.cell, event.owner)
    else if (event.kind === 'drop') this.lose(mailbox, event)
    else if (event.kind === 'duplicate') {
      this.faults.spend('duplicate')
      mailbox.double(event)
      this.dispatcher.run(mailbox.cell, 1)
    } else this.dispatcher.run(mailbox.cell, mailbox.give(event))
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
    return this.dispatcher.isRestless || this.dispatcher.awaited.size > 0 || this.outsideWaits()
  }

  /** Whether the program outside awaits an answer: it goes on in promises that nobody here sees. */
  private outsideWaits(): boolean {
    return (this.asks.size > 0 || this.locals.size > 1) && this.openAsks.some(({ from }) => from === '')
  }

  private async restLater(): Promise<void> {
    do {
      this.dispatcher.isRestless = false
      await immediate()
    } while (this.dispatcher.settle(this.touch) || this.dispatcher.isRestless)
    this.leaveStep()
    if (this.options.awaits !== 'any') this.checkAwaits()
  }

  /** @throws UncontrolledAwaitError */
  private checkAwaits(): void {
    for (const [promise, actor] of this.dispatcher.awaited) {
      if (!(actor instanceof Cell) || !this.isStuck(actor)) continue
      this.dispatcher.awaited.delete(promise)
      throw new UncontrolledAwaitError(pathOf(actor), this.tracer?.lastOf(actor))
    }
  }

  /** Whether an actor handles nothing else, and waits for nothing that an event of this world could bring about. */
  private isStuck(actor: Cell): boolean {
    if (actor.pending.exclusive === undefined || actor.birth.definition.interleave !== undefined) return false
    if (this.openGates > 0) return false
    const path = pathOf(actor)
    if (this.clock.hasHostTimerOf(path)) return false
    if (this.mailboxes.get(path)?.hasAnswer) return false
    if (this.openAsks.some(({ from }) => from === path)) return false
    // Others may wait until a mailbox has room again.
    return ![...this.mailboxes.values()].some((mailbox) => mailbox.isAboveHighWater)
  }

  private enterStep(): void {
    this.isStepping = true
    this.tracer?.begin()
  }

  private leaveStep(): void {
    this.isStepping = false
    this.tracer?.end()
  }

  private readonly touch = (cell: Cell): void => {
    const path = pathOf(cell)
    if (!this.touched.includes(path)) this.touched.push(path)
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
