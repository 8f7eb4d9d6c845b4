import {
  type ActorRef,
  type DownReason,
  type InspectionEvent,
  InvalidOptionError,
  type MessageName,
  type Names,
  type Payload,
  type ShutdownOptions,
} from '@troupe/core'
import {
  type AnyDefinition,
  Cell,
  type CellRef,
  Envelope,
  type Host,
  type PendingAsk,
  targetOf,
} from '@troupe/core/internal'
import { type Gate, openGate } from '../system/gate.ts'
import { RestlessError } from '../system/restless-error.ts'
import { showValue } from '../system/shown.ts'
import { checkTimeToPass } from '../system/test-clock.ts'
import { stateOf } from '../world/actor-state.ts'
import { ControlledWorld } from '../world/controlled-world.ts'
import { immediate } from '../world/immediate.ts'
import type { WorldEvent } from '../world/schedule.ts'
import type { TestActor, TestActorOptions } from './actor-under-test.ts'
import type { Effect } from './effect.ts'
import { LoneSystem } from './lone-system.ts'
import { type Answered, RecordedReply } from './recorded-reply.ts'
import { recordingContext } from './recording-context.ts'
import type { StubOwner } from './stub.ts'
import { type StubMaker, Stubs } from './stubs.ts'

const MOST_STEPS = 10_000

/** The test's side of one actor that is tested alone. */
export class LoneActor<P> implements TestActor<P>, StubOwner {
  private readonly world: ControlledWorld
  private readonly cell: Cell
  private readonly ref: CellRef
  private readonly path: string
  private readonly stubs = new Stubs(this)
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
      (parts) => new LoneSystem(parts, (birth) => this.stubs.born(birth)),
    )
    this.world.onSent = (event) => this.sent(event)
    this.world.local.inspect((event) => this.inspect(event))
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

  get rootPath(): string {
    return this.world.local.guardian.path
  }

  get ownPath(): string {
    return this.ref.path
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
    checkNamed('A stub', name)
    return this.stubs.named(name).ref.typed<Q>()
  }

  respond(from: string, name: string, value: unknown): void | Promise<void> {
    return this.act(() => this.takeAsk(from, name).answer(value))
  }

  refuse(from: string, name: string, error: Error): void | Promise<void> {
    return this.act(() => this.takeAsk(from, name).reject(error))
  }

  fail(name: string, error: Error): void | Promise<void> {
    return this.act(() => this.stubs.known(name).fail(error))
  }

  end(name: string, reason: DownReason = 'stopped'): void | Promise<void> {
    return this.act(() => this.stubs.known(name).end(reason, undefined))
  }

  stop({ drain = false }: Pick<ShutdownOptions, 'drain'> = {}): void | Promise<void> {
    if (typeof drain !== 'boolean')
      throw new InvalidOptionError(`drain must be true or false, not ${showValue(drain)}.`)
    return this.act(() => this.cell.stop(drain))
  }

  get names(): Names {
    const { names } = this.world.local
    const heard = async <T>(answer: Promise<T>): Promise<T> => {
      await this.act(() => {})
      return answer
    }
    return {
      register: (name, ref) => heard(names.register(name, ref)),
      unregister: (name, ref) => heard(names.unregister(name, ref)),
      whereIs: (name) => heard(names.whereIs(name)),
    }
  }

  gate<T = void>(): Gate<T> {
    return openGate<T>(this.world)
  }

  async settled(): Promise<void> {
    await this.busy
    // What was settled outside goes on in promises that nobody here sees.
    await immediate()
    await this.act(() => {})
  }

  async advance(milliseconds: number): Promise<void> {
    checkTimeToPass(milliseconds)
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
    checkNamed('A message', name)
    const isSpread = args.length > 1
    const sealed = this.host.sealer.seal(isSpread ? args : args[0])
    this.cell.post(new Envelope(name, sealed, isSpread, reply), sealed, 'normal')
  }

  private takeAsk(from: string, name: string): PendingAsk {
    const { asks } = this.stubs.known(from)
    const at = asks.findIndex((ask) => ask.name === name && ask.isOpen)
    const ask = asks[at]
    if (ask === undefined)
      throw new InvalidOptionError(`The actor waits for no answer to "${name}" from "${from}".`)
    asks.splice(at, 1)
    return ask
  }

  private recordingDefinition(definition: AnyDefinition): AnyDefinition {
    const setup = (ctx: object, ...args: unknown[]): unknown => {
      const recording = recordingContext(
        ctx,
        (ref) => this.stubs.nameOf(ref),
        (effect) => this.record(effect),
      )
      return Reflect.apply(definition.setup, undefined, [recording, ...args])
    }
    return { ...definition, setup }
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

function checkNamed(what: string, name: unknown): void {
  if (typeof name === 'string' && name !== '') return
  throw new InvalidOptionError(`${what} goes by a name, which comes first: a string, not ${showValue(name)}.`)
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
