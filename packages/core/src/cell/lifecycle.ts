import type { Timer } from '../env/clock.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { ActorFailedError, ActorStartError } from '../message/errors.ts'
import type { Body } from './body.ts'
import { Capabilities, type Lives } from './capabilities.ts'
import { CellContext } from './cell-context.ts'
import { ChildSupervisor } from './child-supervisor.ts'
import type { Ending } from './ending.ts'
import { isThenable, noBehavior } from './handlers.ts'
import type { Handling } from './handling.ts'
import type { Birth, Host, Subordinate } from './host.ts'
import { Life } from './life.ts'
import { isEnding, mayFail, moveFor, type Phase } from './phase.ts'
import type { Failure, Order } from './system-message.ts'
import { asError } from './thrown.ts'

/** The lives of one actor: how each begins, fails and ends, and the children that belong to it. */
export class Lifecycle implements Lives {
  /** How it ends, once that has begun. */
  ending: Ending | undefined = undefined
  readonly capabilities: Capabilities

  private readonly body: Body
  private phase: Phase = 'resting'
  private draining = false
  number = 1
  /** Whether the next life begins as soon as this one is over, or by an order of its own. */
  private due = false
  life: Life | undefined = undefined
  private supervisor: ChildSupervisor | undefined = undefined
  private timer: Timer | undefined = undefined

  constructor(body: Body) {
    this.body = body
    this.capabilities = new Capabilities(body, this)
  }

  private get host(): Host {
    return this.body.host
  }

  private get birth(): Birth {
    return this.body.birth
  }

  get path(): string {
    return this.body.path
  }

  get childRefs(): readonly AnyActorRef[] {
    return this.supervisor === undefined ? [] : Array.from(this.supervisor.children, (child) => child.ref)
  }

  get subordinates(): readonly Subordinate[] {
    return Array.from(this.supervisor?.children ?? [], (child) => child.subordinate)
  }

  get isAlive(): boolean {
    return this.phase !== 'stopped'
  }

  get isRunning(): boolean {
    return this.phase === 'running'
  }

  get mayFail(): boolean {
    return mayFail(this.phase)
  }

  /** The child of that name, or of that number for one without a name. */
  child(name: string): Subordinate | undefined {
    const children = this.supervisor?.children
    const unnamed = name.indexOf('$')
    const child = unnamed < 0 ? children?.named(name) : children?.get(Number(name.slice(unnamed + 1)))
    return child?.subordinate
  }

  inTurn(life: number): boolean {
    return this.number === life && this.isAlive && (this.body.isRunning || this.body.pending.size > 0)
  }

  isOver(life: number): boolean {
    return this.number !== life || this.phase === 'restarting'
  }

  lifeOf(life: number): Life {
    if (life !== this.number || !this.isAlive) return over
    this.life ??= new Life()
    return this.life
  }

  // ---- the beginning

  /** Begins the next life. */
  start(): void {
    this.phase = 'starting'
    if (this.number > 1) this.host.inspector?.({ type: 'restarted', path: this.path })
    else this.host.inspector?.({ type: 'spawned', path: this.path, definition: this.birth.definition.name })
    this.body.runSetup()
  }

  /** Calls the setup; the body sees to it that this counts as a turn. */
  callSetup(): void {
    const { definition, args } = this.birth
    try {
      // A setup may keep what it is given, and change what cannot be frozen: each life gets its own.
      const own = args.length === 0 ? args : this.host.sealer.seal(args)
      const ctx = new CellContext(this.capabilities, this.number)
      this.begun(Reflect.apply(definition.setup, undefined, [ctx, ...(own as unknown[])]))
    } catch (error) {
      this.failStart(error)
    }
  }

  private begun(made: unknown): void {
    if (!isThenable(made)) {
      this.adopt(made)
      return
    }
    const { body } = this
    const handling = body.handlingNow()
    body.keepPending(handling, false)
    const settled = (failed: boolean, value: unknown): void => {
      body.postSystem({ type: 'set-up', handling, failed, value })
    }
    const { startTimeout } = this.birth
    const late = (): void => {
      const said = `The setup of ${this.path} did not settle within ${startTimeout} ms; see startTimeout of spawn.`
      settled(true, new ActorStartError(said))
    }
    this.timer = this.host.clock.setTimer(startTimeout, late, 'start')
    const promise = Promise.resolve(made)
    this.host.dispatcher.expects?.(promise)
    promise.then(
      (value) => settled(false, value),
      (error) => settled(true, error),
    )
  }

  /** The promise of a setup has settled, or its time is over. */
  setUp(handling: Handling, failed: boolean, value: unknown): void {
    if (!this.body.pending.take(handling)) return
    if (this.phase !== 'starting') {
      this.continueEnding()
      return
    }
    this.clearTimer()
    if (failed) {
      this.failStart(value)
      return
    }
    try {
      this.adopt(value)
    } catch (error) {
      this.failStart(error)
    }
  }

  private adopt(made: unknown): void {
    this.capabilities.become(made)
    // While the setup ran, nobody knew which handlers there would be.
    for (const name of this.life?.timers?.names ?? []) this.capabilities.assertHandled(name)
    if (this.body.idling !== undefined) this.capabilities.assertHandled(this.body.idling.message.name)
    this.enter('running')
    this.life?.emit('started')
    if (this.birth.grouped) this.birth.supervisor.childStarted(this.body.uid)
    this.body.wakeIfNeeded()
  }

  private failStart(error: unknown): void {
    const wrapped =
      error instanceof ActorStartError
        ? error
        : new ActorStartError(`${this.path} could not start: ${asError(error).message}`, { cause: error })
    this.fail(wrapped, undefined)
    // Those that ask learn the cause now: a life that starts well may come later than their time-outs, or never. What
    // was told has no time-out, and waits for that life.
    this.body.refuseAsks(wrapped)
  }

  // ---- failing

  fail(error: unknown, name: string | undefined, handling?: Handling): void {
    handling?.reply?.reject(this.failure(error, handling.name))
    this.host.failed(this.path, error, name)
    if (this.mayFail) {
      this.enter('suspended')
      this.birth.supervisor.childFailed(this.body.uid, { error, normal: false })
    } else {
      this.continueEnding()
    }
  }

  private failure(cause: unknown, name: string): Error {
    const when = name === '' ? '' : ` while it handled "${name}"`
    return new ActorFailedError(`${this.path} failed${when}: ${asError(cause).message}`, { cause })
  }

  private interruption(name: string): Error {
    return new ActorFailedError(`${this.path} was started anew before it had handled "${name}" to its end.`)
  }

  obey(order: Order, error: unknown): void {
    switch (moveFor(order, this.phase, this.body.behavior !== noBehavior)) {
      case 'kill':
        this.kill()
        break
      case 'stop':
        this.beginStop(error === undefined ? 'stopped' : 'failed', error, false)
        break
      case 'resume':
        this.enter('running')
        break
      case 'restart':
        this.beginRestart(error, true)
        break
      case 'rest':
        this.beginRestart(error, false)
        break
      case 'begin':
        this.start()
        break
      case 'due':
        this.due = true
        break
      case 'ignore':
    }
  }

  // ---- children

  /** Something has come of an order to a child. */
  childChanged(rested: number | undefined): void {
    const fault = this.supervisor?.goOn(rested)
    if (fault !== undefined && this.mayFail) this.fail(fault, undefined)
    this.continueEnding()
  }

  asSupervisor(): ChildSupervisor {
    this.supervisor ??= new ChildSupervisor(this.host, this.body)
    return this.supervisor
  }

  /** A child has failed, or stopped by itself and may have to come back. */
  decide(uid: number, failure: Failure): void {
    const child = this.supervisor?.children.get(uid)
    if (child === undefined || this.supervisor === undefined) return
    if (isEnding(this.phase)) {
      child.subordinate.order('stop', failure.normal ? undefined : asError(failure.error))
      return
    }
    try {
      if (!failure.normal) this.life?.emit('child-failed', child.ref, failure.error)
      const escalated = this.supervisor.decide(child, failure)
      if (escalated !== undefined) this.fail(escalated.error, undefined)
    } catch (error) {
      child.subordinate.order('stop', asError(failure.error))
      this.fail(error, undefined)
    }
  }

  /** A promise of that life was rejected: no later one fails for it. */
  failPiped(life: number | undefined, error: unknown, name: string): void {
    if (life === undefined || this.number === life) this.fail(error, name)
  }

  // ---- the end

  stopByItself(): void {
    if (this.birth.restart !== 'permanent') {
      this.beginStop('stopped', undefined, false)
    } else if (this.mayFail) {
      this.enter('suspended')
      this.birth.supervisor.childFailed(this.body.uid, { error: undefined, normal: true })
    }
  }

  /** From now on nothing is taken in; once what waits is handled, the actor stops. */
  drain(): void {
    this.draining = true
    this.updateBody()
  }

  private beginRestart(error: unknown, due: boolean): void {
    this.due = due
    this.beginEnding('restarting', 'failed', error)
    this.supervisor?.stopAll()
    this.continueEnding()
    this.limitEnding()
  }

  beginStop(reason: Ending['reason'], error: unknown, drain: boolean): void {
    if (this.phase === 'stopping' || this.phase === 'stopped') return
    this.beginEnding('stopping', reason, error)
    this.body.discardMessages()
    if (drain) this.supervisor?.drainAll()
    else this.supervisor?.stopAll()
    this.continueEnding()
    this.limitEnding()
  }

  /** What has not ended at once is given its time. */
  private limitEnding(): void {
    if (!isEnding(this.phase)) return
    const overdue = (): void => this.body.postSystem({ type: 'overdue' })
    this.timer = this.host.clock.setTimer(this.birth.stopTimeout, overdue, 'stop')
  }

  /** The end takes too long: nothing is waited for any more. An actor that restarts keeps its ref and its messages. */
  overdue(): void {
    if (this.phase === 'stopping') this.kill()
    if (this.phase !== 'restarting') return
    const error = this.ending?.error
    this.body.pending.abandon((handling) =>
      error === undefined ? this.interruption(handling.name) : this.failure(error, handling.name),
    )
    this.supervisor?.killAll()
    this.continueEnding()
  }

  /** What runs is waited for, unless there is an error or it is the setup: nobody needs its outcome any more. */
  private beginEnding(phase: 'restarting' | 'stopping', reason: Ending['reason'], error: unknown): void {
    this.clearTimer()
    this.enter(phase)
    this.ending = { reason, error: error === undefined ? undefined : asError(error) }
    if (error !== undefined || this.body.behavior === noBehavior) {
      this.body.pending.abandon((handling) => this.failure(error, handling.name))
    }
  }

  private kill(): void {
    this.enter('stopping')
    this.ending = { reason: 'killed', error: undefined }
    this.body.pending.abandon((handling) => this.body.refusalOf(handling))
    this.body.discardMessages()
    this.supervisor?.killAll()
    this.continueEnding()
  }

  /** Goes on with a stop or restart once no child is left and no handler runs. */
  continueEnding(): void {
    if (!isEnding(this.phase)) return
    if (this.body.pending.size > 0 || (this.supervisor?.children.size ?? 0) > 0) return
    if (this.phase === 'restarting') this.restart()
    else this.end(this.ending ?? { reason: 'stopped', error: undefined })
  }

  private restart(): void {
    const error = this.ending?.error
    this.ending = undefined
    this.clearTimer()
    this.endLife('restart', error)
    this.life = undefined
    // Whoever holds the context of the old life, or awaited something for it, finds it over though no other has begun.
    this.number++
    this.enter('resting')
    if (this.due) this.start()
    else if (this.birth.grouped) this.birth.supervisor.childRested(this.body.uid)
  }

  private end(ending: Ending): void {
    this.clearTimer()
    this.enter('stopped')
    this.endLife('stopped', undefined)
    // A name must be free before anybody learns that its holder has ended: OTP, supervisor_SUITE.
    this.birth.supervisor.childStopped(this.body.uid)
    this.capabilities.fall(ending)
    this.body.ended(ending)
  }

  private endLife(signal: 'restart' | 'stopped', error: unknown): void {
    try {
      if (signal === 'restart') this.life?.emit('restart', error)
      else this.life?.emit('stopped')
    } catch (thrown) {
      this.host.failed(this.path, thrown, undefined)
    }
    this.life?.end()
    this.body.abandonAsks()
    this.capabilities.release(error ?? this.ending?.error)
    if (signal === 'restart') this.body.unstashAll()
    this.body.behavior = noBehavior
  }

  private enter(phase: Phase): void {
    this.phase = phase
    this.updateBody()
  }

  /** Tells the body what its hot path looks at. */
  updateBody(): void {
    const open = this.phase === 'running' && this.body.pending.exclusive === undefined
    this.body.admit(open, this.draining || this.phase === 'stopping' || this.phase === 'stopped')
  }

  private clearTimer(): void {
    this.timer?.cancel()
    this.timer = undefined
  }
}

const over = new Life()
over.end()
