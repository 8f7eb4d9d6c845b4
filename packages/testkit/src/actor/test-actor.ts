import {
  type ActorDefinition,
  type ActorRef,
  type DownReason,
  type InspectionEvent,
  InvalidOptionError,
  type MessageName,
  type Payload,
  type SpawnOptions,
} from '@troupe/core'
import {
  type AnyDefinition,
  type Birth,
  Cell,
  CellRef,
  Envelope,
  type Host,
  isRejection,
  LocalSystem,
  type LocalSystemOptions,
  OpenAsk,
  type PendingAsk,
  type Subordinate,
  targetOf,
} from '@troupe/core/internal'
import { RestlessError } from '../system/restless-error.ts'
import { stateOf } from '../world/actor-state.ts'
import { ControlledWorld } from '../world/controlled-world.ts'
import type { WorldEvent } from '../world/schedule.ts'
import type { Effect } from './effect.ts'
import { recordingContext } from './recording-context.ts'
import { Stub, type StubOwner } from './stub.ts'

/** Makes the ref of an actor that is not there, under a name by which effects call it. */
export type StubMaker = <P>(name: string) => ActorRef<P>

/** How an actor is tested alone: the options of `spawn`, and a seed. */
export interface TestActorOptions extends SpawnOptions {
  /** What chance is made of; 0 unless said. */
  readonly seed?: number
}

/** The arguments of `testActor` after the definition: those of the setup may be left out where none is needed. */
export type TestActorArguments<A extends readonly unknown[]> = [] extends A
  ? [args?: A | ((stub: StubMaker) => A), options?: TestActorOptions]
  : [args: A | ((stub: StubMaker) => A), options?: TestActorOptions]

/** What an ask was answered with. */
export type Answered = { readonly value: unknown } | { readonly error: unknown }

/**
 * One actor, alone. All that it spawns, and all that it knows, are stubs, which record what they are sent. Each call that
 * makes the actor do something returns when it is at rest again: at once, unless a promise is involved.
 */
export interface TestActor<P> {
  readonly self: ActorRef<P>
  /** The answer to the last message that was sent with `send`; `undefined` as long as there is none. */
  readonly answer: Answered | undefined
  /** What the actor shows of its state. */
  readonly state: unknown
  readonly isAlive: boolean
  /** What the actor has done since it was asked last, its setup included. */
  effects(): Effect[]
  /** Sends a message as an ask; its answer is an effect, and is found in `answer`. */
  send<K extends MessageName<P>>(name: K, ...args: Payload<P, K>): void | Promise<void>
  /** Sends a message as a tell: nobody waits for its answer. */
  tell<K extends MessageName<P>>(name: K, ...args: Payload<P, K>): void | Promise<void>
  /** The ref of an actor that is not there. The same name gives the same ref. */
  stub<Q>(name: string): ActorRef<Q>
  /**
   * Answers the oldest ask of that name that the actor made of `from`.
   *
   * @throws InvalidOptionError where there is none
   */
  respond(from: string, name: string, value: unknown): void | Promise<void>
  /**
   * Rejects the oldest ask of that name that the actor made of `from`.
   *
   * @throws InvalidOptionError where there is none
   */
  refuse(from: string, name: string, error: Error): void | Promise<void>
  /**
   * Has a child fail: the actor's supervision decides. Any other actor ends.
   *
   * @throws InvalidOptionError where the actor knows none of that name
   */
  fail(name: string, error: Error): void | Promise<void>
  /**
   * Has an actor end: those who watch it are told.
   *
   * @throws InvalidOptionError where the actor knows none of that name
   */
  end(name: string, reason?: DownReason): void | Promise<void>
  /** Lets `milliseconds` pass: what falls due comes to the actor. */
  advance(milliseconds: number): Promise<void>
}

/**
 * Runs one actor without a system: what it does comes back as data. It is the actor of production, in its own cell; only
 * what is around it is missing.
 *
 * @param args the arguments of its setup, or a function that makes them of stubs
 *
 * @example
 * ```ts
 * import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
 * import { testActor } from '@troupe/testkit'
 *
 * const Worker = defineActor('Worker', (_ctx: ActorContext<{ run(id: number): void }>) => ({ run() {} }))
 * const Boss = defineActor('Boss', (ctx: ActorContext<{ job(id: number): void }>) => ({
 *   job: (id) => void ctx.spawn(Worker, [], { name: `w-${id}` }).tell('run', id),
 * }))
 *
 * const t = testActor(Boss)
 * t.send('job', 1)
 * console.log(t.effects().map(({ type }) => type))
 * ```
 */
export function testActor<P, A extends readonly unknown[]>(
  definition: ActorDefinition<P, A>,
  ...rest: TestActorArguments<A>
): TestActor<P>
export function testActor<P>(
  definition: AnyDefinition,
  args?: readonly unknown[] | ((stub: StubMaker) => readonly unknown[]),
  options: TestActorOptions = {},
): TestActor<P> {
  return new LoneActor<P>(definition, args ?? [], options)
}

const MOST_STEPS = 10_000

/** An address space in which one actor is real, and its children are stubs. */
class LoneSystem extends LocalSystem {
  private readonly makeStub: (birth: Birth) => Subordinate

  constructor(options: LocalSystemOptions, makeStub: (birth: Birth) => Subordinate) {
    super(options)
    this.makeStub = makeStub
  }

  override placement(): this {
    return this
  }

  override prepare(birth: Birth): Subordinate {
    return birth.supervisor.path === this.guardian.path ? super.prepare(birth) : this.makeStub(birth)
  }
}

class LoneActor<P> implements TestActor<P>, StubOwner {
  private readonly world: ControlledWorld
  private readonly cell: Cell
  private readonly ref: CellRef
  private readonly path: string
  private readonly stubs = new Map<string, Stub>()
  private readonly counts = new Map<string, number>()
  private recorded: Effect[] = []
  private lastReply: RecordedReply | undefined = undefined
  /** What the actor does that has not come to rest. */
  private busy: Promise<void> | undefined = undefined

  constructor(
    definition: AnyDefinition,
    args: readonly unknown[] | ((stub: StubMaker) => readonly unknown[]),
    { seed = 0, ...options }: TestActorOptions,
  ) {
    this.path = options.name ?? 'self'
    this.world = new ControlledWorld(
      { seed, trace: true },
      (parts) => new LoneSystem(parts, (birth) => this.child(birth)),
    )
    this.world.onSent = (event) => this.sent(event)
    this.world.local.inspector = (event) => this.inspect(event)
    const given = typeof args === 'function' ? args((name) => this.stub(name)) : args
    const spawn = { ...options, name: this.path }
    this.ref = this.world.local.guardian.spawn(this.recordingDefinition(definition), given, spawn)
    const target = targetOf(this.ref)
    if (!(target instanceof Cell)) throw new InvalidOptionError('An actor is tested on this node.')
    this.cell = target
    void this.act(() => {})
  }

  get host(): Host {
    return this.world.local
  }

  get self(): ActorRef<P> {
    return this.ref.typed<P>()
  }

  get answer(): Answered | undefined {
    return this.lastReply?.answered
  }

  get isAlive(): boolean {
    return this.cell.isAlive
  }

  get state(): unknown {
    return stateOf(this.cell, this.path)
  }

  effects(): Effect[] {
    const { recorded } = this
    this.recorded = []
    return recorded
  }

  record(effect: Effect): void {
    this.recorded.push(effect)
  }

  asked(to: string, name: string, ask: PendingAsk): void {
    this.world.asked(to, name, ask)
  }

  send<K extends MessageName<P>>(name: K, ...args: Payload<P, K>): void | Promise<void> {
    const reply = new RecordedReply(this)
    return this.act(() => {
      this.lastReply = reply
      this.post(name, args, reply)
    })
  }

  tell<K extends MessageName<P>>(name: K, ...args: Payload<P, K>): void | Promise<void> {
    return this.act(() => this.post(name, args, undefined))
  }

  stub<Q>(name: string): ActorRef<Q> {
    return this.stubOf(name, undefined).ref.typed<Q>()
  }

  respond(from: string, name: string, value: unknown): void | Promise<void> {
    return this.act(() => this.takeAsk(from, name).answer(value))
  }

  refuse(from: string, name: string, error: Error): void | Promise<void> {
    return this.act(() => this.takeAsk(from, name).reject(error))
  }

  fail(name: string, error: Error): void | Promise<void> {
    return this.act(() => this.known(name).fail(error))
  }

  end(name: string, reason: DownReason = 'stopped'): void | Promise<void> {
    return this.act(() => this.known(name).end(reason, undefined))
  }

  async advance(milliseconds: number): Promise<void> {
    await this.busy
    const { clock } = this.world
    const end = clock.now() + milliseconds
    for (let timer = clock.due(end); timer !== undefined; timer = clock.due(end)) {
      await this.world.take(timer.event)
      await this.act(() => {})
    }
    clock.passUntil(end)
  }

  /** Does something, after what is under way, and goes on until the actor is at rest. */
  private act(what: () => void): void | Promise<void> {
    if (this.busy !== undefined) return this.after(this.busy.then(() => this.act(what)))
    what()
    const resting = this.rest()
    return resting === undefined ? undefined : this.after(resting)
  }

  private after(resting: Promise<void>): Promise<void> {
    const busy = resting.finally(() => {
      if (this.busy === busy) this.busy = undefined
    })
    this.busy = busy
    return busy
  }

  private rest(): void | Promise<void> {
    const settling = this.world.settle()
    return settling === undefined ? this.drain(MOST_STEPS) : settling.then(() => this.drain(MOST_STEPS))
  }

  private drain(limit: number): void | Promise<void> {
    let left = limit
    for (let [event] = this.world.messages(); event !== undefined; [event] = this.world.messages()) {
      if (left-- === 0) throw new RestlessError(MOST_STEPS, this.world.messages())
      const done = this.world.take(event)
      if (done !== undefined) return done.then(() => this.drain(left))
    }
  }

  private post(name: string, args: readonly unknown[], reply: RecordedReply | undefined): void {
    const isSpread = args.length > 1
    const sealed = this.host.sealer.seal(isSpread ? args : args[0])
    this.cell.post(new Envelope(name, sealed, isSpread, reply), sealed, 'normal')
  }

  private takeAsk(from: string, name: string): PendingAsk {
    const { asks } = this.known(from)
    const at = asks.findIndex((ask) => ask.name === name && ask.isOpen)
    const ask = asks[at]
    if (ask === undefined)
      throw new InvalidOptionError(`The actor waits for no answer to "${name}" from "${from}".`)
    asks.splice(at, 1)
    return ask
  }

  private known(name: string): Stub {
    const stub = this.stubs.get(name)
    if (stub !== undefined) return stub
    const names = [...this.stubs.keys()].join(', ') || 'none'
    throw new InvalidOptionError(`The actor knows no actor "${name}"; it knows ${names}.`)
  }

  private stubOf(name: string, birth: Birth | undefined): Stub {
    const known = this.stubs.get(name)
    if (known !== undefined && birth === undefined) return known
    const path =
      birth === undefined ? `${this.world.local.guardian.path}/${name}` : `${birth.supervisor.path}/${name}`
    const stub = new Stub(this, name, path, birth)
    this.stubs.set(name, stub)
    return stub
  }

  private child(birth: Birth): Stub {
    const { name, definition } = birth
    if (name !== undefined) return this.stubOf(name, birth)
    const count = (this.counts.get(definition.name) ?? 0) + 1
    this.counts.set(definition.name, count)
    return this.stubOf(`${definition.name}$${count}`, birth)
  }

  private recordingDefinition(definition: AnyDefinition): AnyDefinition {
    const setup = (ctx: object, ...args: unknown[]): unknown => {
      const recording = recordingContext(
        ctx,
        (ref) => this.nameOf(ref),
        (effect) => this.record(effect),
      )
      return Reflect.apply(definition.setup, undefined, [recording, ...args])
    }
    return { ...definition, setup }
  }

  /** @param which a ref, or a watch */
  private nameOf(which: unknown): string {
    if (which instanceof CellRef) {
      if (which.target instanceof Stub) return which.target.name
      return which.path === this.ref.path ? 'self' : which.path
    }
    return typeof which === 'object' && which !== null && 'ref' in which
      ? this.nameOf(which.ref)
      : String(which)
  }

  private sent({ channel, name = '', payload, isSpread }: WorldEvent): void {
    if (channel !== `${this.path}→${this.path}`) return
    const args = isSpread && Array.isArray(payload) ? payload : payload === undefined ? [] : [payload]
    this.record({ type: 'tell', to: 'self', name, args })
  }

  private inspect(event: InspectionEvent): void {
    if (event.path !== this.ref?.path) return
    if (event.type === 'restarted') this.record({ type: 'restart', actor: 'self' })
    if (event.type === 'failed') this.record({ type: 'fail', message: textOf(event.error) })
  }
}

/** Takes the answer to a message that the test sent. */
class RecordedReply extends OpenAsk {
  answered: Answered | undefined = undefined
  private readonly owner: StubOwner

  constructor(owner: StubOwner) {
    super()
    this.owner = owner
  }

  answer(value: unknown): void {
    const sealed = this.owner.host.sealer.snapshot(value)
    this.answered = { value: sealed }
    this.end(false)
    if (sealed !== undefined) this.owner.record({ type: 'reply', value: sealed })
  }

  arrive(value: unknown): void {
    this.answer(value)
  }

  reject(error: unknown): void {
    this.answered = { error }
    this.end(false)
    if (isRejection(error)) this.owner.record({ type: 'reject', message: error.message })
  }

  rejectWith(error: Error): void {
    this.answered = { error: this.owner.host.sealer.snapshot(error) }
    this.end(false)
    this.owner.record({ type: 'reject', message: error.message })
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
