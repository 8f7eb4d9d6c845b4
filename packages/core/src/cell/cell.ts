import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { SpawnOptions } from '../behavior/spawn-options.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import type { Envelope } from '../message/envelope.ts'
import type { Body } from './body.ts'
import type { CellRef } from './cell-ref.ts'
import type { Ending } from './ending.ts'
import type { Handling } from './handling.ts'
import type { Birth, Host, Subordinate } from './host.ts'
import { Lifecycle } from './lifecycle.ts'
import type { PendingAsk } from './pending-ask.ts'
import { DrainSignal, LinkSignal, type Signal } from './signal.ts'
import { refuseCircularStart } from './start-order.ts'
import type { SystemMessage } from './system-message.ts'
import { Tick } from './tick.ts'
import { Turns } from './turns.ts'

/**
 * One actor: an {@link Addressee} that has {@link Turns}, and a {@link Lifecycle}. What is said of its lives, by its
 * parent, its children and itself, comes as system messages and signals, in its own turns.
 */
export class Cell extends Turns implements Subordinate, Body {
  readonly lifecycle: Lifecycle

  constructor(host: Host, birth: Birth) {
    super(host, birth)
    this.lifecycle = new Lifecycle(this)
  }

  get refForChildren(): AnyActorRef | undefined {
    return this.birth.guardian ? undefined : this.ref
  }

  get isAlive(): boolean {
    return this.lifecycle.isAlive
  }

  get ending(): Ending | undefined {
    return this.lifecycle.ending
  }

  /** The child of that name, or of that number for one without a name. */
  child(name: string): Subordinate | undefined {
    return this.lifecycle.children.find(name)?.subordinate
  }

  spawn(definition: AnyDefinition, args: readonly unknown[], options: SpawnOptions): CellRef {
    return this.lifecycle.spawn(definition, args, options)
  }

  start(): void {
    this.lifecycle.start()
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

  runSetup(): void {
    const { dispatcher } = this.host
    const turnBefore = dispatcher.current
    const runningBefore = this.running
    this.current = ''
    dispatcher.current = this
    this.running = true
    this.lifecycle.callSetup()
    dispatcher.current = turnBefore
    this.running = runningBefore
  }

  refuseCircularStart(ask: PendingAsk): void {
    if (this.lifecycle.awaitsSetup) refuseCircularStart(this, [ask])
  }

  refusalOf(handling: Handling): Error {
    return this.refusal(handling.name, 'terminated')
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
    if (this.lifecycle.mayFail) this.lifecycle.fail(error, undefined)
  }

  protected pendingChanged(): void {
    this.lifecycle.updateBody()
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
    const { lifecycle } = this
    switch (message?.type) {
      case 'order':
        lifecycle.obey(message.order, message.error)
        break
      case 'child-failed':
        lifecycle.decide(message.child, message.failure)
        break
      case 'child-changed':
        lifecycle.childChanged(message.rested)
        break
      case 'settled':
        if (this.settle(message.handling, message.failed, message.value)) lifecycle.continueEnding()
        break
      case 'set-up':
        lifecycle.setUp(message.handling, message.failed, message.value)
        break
      case 'overdue':
        lifecycle.overdue()
        break
      case 'draining':
        lifecycle.announceDrain()
        break
      case 'stop-self':
        lifecycle.stopByItself()
        break
      case 'pipe-failed':
        lifecycle.failPiped(message.life, message.error, message.name)
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
