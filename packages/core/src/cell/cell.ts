import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { SpawnOptions } from '../behavior/spawn-options.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Envelope } from '../message/envelope.ts'
import type { Body } from './body.ts'
import { CellContext } from './cell-context.ts'
import type { CellRef } from './cell-ref.ts'
import { type Children, noChildren } from './children.ts'
import type { Ending } from './ending.ts'
import { isThenable } from './handlers.ts'
import type { Handling } from './handling.ts'
import type { Subordinate } from './host.ts'
import { Lifecycle } from './lifecycle.ts'
import type { PendingAsk } from './pending-ask.ts'
import { mayFail, type Phase } from './phase.ts'
import { callSetup, startError } from './setup.ts'
import { DrainSignal, LinkSignal, type Signal } from './signal.ts'
import { refuseCircularStart } from './start-order.ts'
import type { SystemMessage } from './system-message.ts'
import { Tick } from './tick.ts'
import { Turns } from './turns.ts'

/**
 * One actor: an {@link Addressee} that has {@link Turns} and lives. Here those begin; what else becomes of them is for the
 * {@link Lifecycle}. What is said of them, by its parent, its children and itself, comes as system messages and signals, in
 * its own turns.
 */
export class Cell extends Turns implements Subordinate, Body {
  phase: Phase = 'resting'
  private ownLifecycle: Lifecycle | undefined = undefined

  /** Made once there is more to an actor's lives than that the first of them goes on. */
  get lifecycle(): Lifecycle {
    this.ownLifecycle ??= new Lifecycle(this)
    return this.ownLifecycle
  }

  get refForChildren(): AnyActorRef | undefined {
    return this.birth.guardian ? undefined : this.ref
  }

  get isAlive(): boolean {
    return this.phase !== 'stopped'
  }

  get ending(): Ending | undefined {
    return this.ownLifecycle?.ending
  }

  get children(): Children {
    return this.ownLifecycle?.children ?? noChildren
  }

  /** The number of the life that goes on, or comes next. */
  get number(): number {
    return this.ownLifecycle?.number ?? 1
  }

  /** The child of that name, or of that number for one without a name. */
  child(name: string): Subordinate | undefined {
    return this.children.find(name)?.subordinate
  }

  inTurn(life: number): boolean {
    return this.number === life && this.isAlive && (this.isRunning || this.pending.size > 0)
  }

  spawn(definition: AnyDefinition, args: readonly unknown[], options: SpawnOptions): CellRef {
    return this.lifecycle.spawn(definition, args, options)
  }

  start(): void {
    const { dispatcher, inspector } = this.host
    this.phase = 'starting'
    if (this.number > 1) inspector?.({ type: 'restarted', path: this.path })
    else inspector?.({ type: 'spawned', path: this.path, definition: this.birth.definition.name })
    // The setup counts as a turn of the actor.
    const turnBefore = dispatcher.current
    const runningBefore = this.isRunning
    this.current = ''
    dispatcher.current = this
    this.isRunning = true
    this.setUp()
    dispatcher.current = turnBefore
    this.isRunning = runningBefore
  }

  private setUp(): void {
    try {
      const made = callSetup(this, new CellContext(this, this.number))
      if (isThenable(made)) this.lifecycle.awaitSetup(made)
      else this.adopt(made)
    } catch (error) {
      this.failStart(error)
    }
  }

  adopt(made: unknown): void {
    try {
      this.become(made)
      this.enter('running')
      this.ownLifecycle?.announceStart()
      if (this.birth.grouped) this.birth.supervisor.childStarted(this.birth)
      this.wakeIfNeeded()
    } catch (error) {
      this.failStart(error)
    }
  }

  failStart(error: unknown): void {
    const wrapped = startError(error, this.path)
    this.lifecycle.fail(wrapped, undefined)
    // Those that ask learn the cause now: a life that starts well may come later than their time-outs, or never. What
    // was told has no time-out, and waits for that life.
    this.refuseAsks(wrapped)
  }

  enter(phase: Phase): void {
    this.phase = phase
    this.readmit()
  }

  readmit(): void {
    const { phase } = this
    const isDraining = this.ownLifecycle?.isDraining ?? false
    this.admit(phase === 'running', isDraining || phase === 'stopping' || phase === 'stopped')
  }

  bind(id: string, by: AnyActorRef): void {
    if (this.isAlive) this.lifecycle.links.accept(id, by)
  }

  unbind(id: string, end: Ending | undefined): void {
    if (this.isAlive) this.lifecycle.links.release(id, end)
  }

  stop(drain: boolean): void {
    if (!drain || !this.isAlive) {
      this.order('stop')
      return
    }
    if (!this.lifecycle.isDraining) this.postSystem({ type: 'draining' })
    this.lifecycle.drain()
    this.postSignal(new DrainSignal(), 'low')
  }

  refuseCircularStart(ask: PendingAsk): void {
    if (this.phase === 'starting' && this.pending.size > 0) refuseCircularStart(this, [ask])
  }

  ended({ reason, error }: Ending): void {
    this.host.ended(this)
    this.discardMessages()
    this.concludeAnswered()
    this.host.inspector?.({ type: 'stopped', path: this.path, reason })
    this.watchers?.notify(reason, error)
    this.ebbed()
  }

  protected fail(error: unknown, name: string | undefined, handling?: Handling): void {
    this.lifecycle.fail(error, name, handling)
  }

  protected failFull(error: Error): void {
    if (mayFail(this.phase)) this.lifecycle.fail(error, undefined)
  }

  protected receiveSignal(signal: Signal): void {
    this.current = ''
    if (signal instanceof Tick) {
      this.receiveTick(signal)
      return
    }
    this.ownSundries.signalCount--
    this.handledCount--
    if (signal instanceof DrainSignal) {
      this.lifecycle.beginStop('stopped', undefined, true)
      return
    }
    let message: Envelope | undefined
    try {
      if (signal instanceof LinkSignal) this.lifecycle.links.take(signal)
      else message = this.lifecycle.takeDown(signal)
    } catch (error) {
      this.lifecycle.fail(error, undefined)
    }
    if (message === undefined) return
    this.handledCount++
    this.receiveEnvelope(message)
  }

  private receiveTick(tick: Tick): void {
    if (!tick.isDue() || this.pending.handlesTickOf(tick.source)) {
      this.handledCount--
      return
    }
    this.idling?.heard(tick.name)
    this.receiveEnvelope(tick.envelope, tick)
  }

  protected obey(message: SystemMessage | undefined): 'breathe' | undefined {
    this.current = ''
    switch (message?.type) {
      case 'order':
        this.lifecycle.obey(message.order, message.error)
        break
      case 'child-failed':
        this.lifecycle.decide(message.child, message.failure)
        break
      case 'child-changed':
        this.lifecycle.childChanged(message.rested)
        break
      case 'settled':
        if (this.settle(message.handling, message.failed, message.value)) this.ownLifecycle?.continueEnding()
        break
      case 'set-up':
        this.lifecycle.setUp(message.handling, message.failed, message.value)
        break
      case 'overdue':
        this.lifecycle.overdue()
        break
      case 'draining':
        this.lifecycle.announceDrain()
        break
      case 'stop-self':
        this.lifecycle.stopByItself()
        break
      case 'pipe-failed':
        this.lifecycle.failPiped(message.life, message.error, message.name)
        break
      case 'answered':
        // What continues after the await belongs to the handling that asked, so that what it asks is known to be its.
        this.current = message.ask.handling ?? ''
        this.host.dispatcher.breathe(() => message.ask.conclude(message.failed, message.value))
        return 'breathe'
    }
    return undefined
  }

  /** Whoever awaits an answer that came already must not hang. */
  private concludeAnswered(): void {
    const { mailbox } = this
    for (let message = mailbox.shiftSystem(); message !== undefined; message = mailbox.shiftSystem()) {
      if (message.type === 'answered') message.ask.conclude(message.failed, message.value)
    }
  }
}
