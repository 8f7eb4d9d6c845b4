import type { Timer } from '../env/clock.ts'
import { OutsideTurnError } from '../message/errors.ts'
import { Capabilities } from './capabilities.ts'
import { ChildSupervisor } from './child-supervisor.ts'
import { type Children, noChildren } from './children.ts'
import { type Ending, endingOf, stopped } from './ending.ts'
import { noBehavior } from './handlers.ts'
import type { Handling } from './handling.ts'
import type { Birth, Host } from './host.ts'
import { Life, lifeThatEnded } from './life.ts'
import { isEnding, mayFail, moveFor, type Phase } from './phase.ts'
import { promised } from './promised.ts'
import { failureIn, interruptionOf } from './refusal.ts'
import { awaitSetup } from './setup.ts'
import type { Failure, Offspring, Order } from './system-message.ts'
import { asError } from './thrown.ts'

/**
 * The lives of one actor, where there is more to be said of them than that the first goes on: how each fails and ends, and
 * the children that belong to it. Most actors have none until they end.
 */
export class Lifecycle extends Capabilities {
  /** How it ends, once that has begun. */
  ending: Ending | undefined = undefined
  isDraining = false
  number = 1
  /** Whether the next life begins as soon as this one is over, or by an order of its own. */
  private due = false
  life: Life | undefined = undefined
  private supervisor: ChildSupervisor | undefined = undefined
  private timer: Timer | undefined = undefined

  private get host(): Host {
    return this.body.host
  }

  private get birth(): Birth {
    return this.body.birth
  }

  get children(): Children {
    return this.supervisor?.children ?? noChildren
  }

  private get phase(): Phase {
    return this.body.phase
  }

  get mayFail(): boolean {
    return mayFail(this.phase)
  }

  isOver(life: number): boolean {
    return this.number !== life || this.phase === 'restarting'
  }

  lifeOf(life: number): Life {
    if (life !== this.number || !this.body.isAlive) return lifeThatEnded
    this.life ??= new Life((made) => this.heed(life, made))
    return this.life
  }

  /** What a listener has promised keeps nobody waiting; that it comes to nothing is a failure all the same. */
  private heed(life: number, made: PromiseLike<unknown>): void {
    promised(this.host, made).catch((error: unknown) => {
      if (this.number === life && this.mayFail) {
        this.body.postSystem({ type: 'pipe-failed', life, error, name: undefined })
      } else {
        this.host.failed(this.path, error, undefined)
      }
    })
  }

  /** Its setup has promised handlers. */
  awaitSetup(made: PromiseLike<unknown>): void {
    this.timer = awaitSetup(this.body, made)
  }

  /** The promise of a setup has settled, or its time is over. */
  setUp(handling: Handling, failed: boolean, value: unknown): void {
    if (!this.body.pending.take(handling)) return
    if (this.phase !== 'starting') {
      this.continueEnding()
      return
    }
    this.clearTimer()
    if (failed) this.body.failStart(value)
    else this.body.adopt(value)
  }

  /** @throws UnhandledMessageError where a timer of this life sends what it has no handler for */
  announceStart(): void {
    this.checkTimed()
    this.life?.emit('started')
    if (this.isDraining) this.life?.emit('draining')
  }

  fail(error: unknown, name: string | undefined, handling?: Handling): void {
    handling?.reply?.reject(failureIn(handling.name, this.path, error))
    this.host.failed(this.path, error, name)
    if (this.mayFail) this.report({ error, normal: false })
    else this.continueEnding()
  }

  /** Waits, suspended, for what the parent decides. */
  private report(failure: Failure): void {
    this.body.enter('suspended')
    this.birth.supervisor.childFailed(this.birth, failure)
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
        this.body.enter('running')
        break
      case 'restart':
        this.beginRestart(error, true)
        break
      case 'rest':
        this.beginRestart(error, false)
        break
      case 'begin':
        this.body.start()
        break
      case 'due':
        this.due = true
        break
      case 'ignore':
    }
  }

  /** Something has come of an order to a child. */
  childChanged(rested: Offspring | undefined): void {
    const fault = this.supervisor?.goOn(rested)
    if (fault !== undefined && this.mayFail) this.fail(fault, undefined)
    this.continueEnding()
  }

  protected assertInLife(method: string): void {
    if (this.phase !== 'resting') return
    throw new OutsideTurnError(
      `ctx.${method} of ${this.path} was used in a listener for "restart", between two lives: spawn in the setup.`,
    )
  }

  asSupervisor(): ChildSupervisor {
    this.supervisor ??= new ChildSupervisor(this.host, this.body)
    return this.supervisor
  }

  /** A child has failed, or stopped by itself and may have to come back. */
  decide(child: Offspring, failure: Failure): void {
    if (this.supervisor === undefined || !this.children.has(child)) return
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
  failPiped(life: number | undefined, error: unknown, name: string | undefined): void {
    if (life === undefined || this.number === life) this.fail(error, name)
  }

  stopByItself(): void {
    if (this.birth.terms.restart !== 'permanent') this.beginStop('stopped', undefined, false)
    else if (this.mayFail) this.report({ error: undefined, normal: true })
  }

  /** From now on nothing is taken in; once what waits is handled, the actor stops. */
  drain(): void {
    if (this.phase === 'stopping') return
    this.isDraining = true
    this.body.readmit()
  }

  /** A life that begins later is told when it does. */
  announceDrain(): void {
    if (this.phase !== 'running') return
    try {
      this.life?.emit('draining')
    } catch (error) {
      this.fail(error, undefined)
    }
  }

  private beginRestart(error: unknown, due: boolean): void {
    this.due = due
    this.beginEnding('restarting', 'failed', error, false)
    this.supervisor?.stopAll()
    this.awaitEnd()
  }

  beginStop(reason: Ending['reason'], error: unknown, drain: boolean): void {
    // One that drains can still be told to stop at once.
    const isBegun = this.phase === 'stopping' && (drain || !this.isDraining)
    if (isBegun || this.phase === 'stopped') return
    this.isDraining = drain
    this.beginEnding('stopping', reason, error, drain)
    this.body.discardMessages()
    if (drain) this.supervisor?.drainAll()
    else this.supervisor?.stopAll()
    this.awaitEnd()
  }

  /** What does not end at once is given its time. */
  private awaitEnd(): void {
    this.continueEnding()
    if (!isEnding(this.phase)) return
    const overdue = (): void => this.body.postSystem({ type: 'overdue' })
    this.timer = this.host.clock.setTimer(this.birth.terms.stopTimeout, overdue, 'stop')
  }

  /** The end takes too long: nothing is waited for any more. An actor that restarts keeps its ref and its messages. */
  overdue(): void {
    if (this.phase === 'stopping') this.kill()
    if (this.phase !== 'restarting') return
    const error = this.ending?.error
    this.body.pending.abandon(({ name }) =>
      error === undefined ? interruptionOf(name, this.path) : failureIn(name, this.path, error),
    )
    this.supervisor?.killAll()
    this.continueEnding()
  }

  /** What runs is waited for, unless there is an error or it is the setup: nobody needs its outcome any more. */
  private beginEnding(
    phase: 'restarting' | 'stopping',
    reason: Ending['reason'],
    error: unknown,
    drain: boolean,
  ): void {
    this.clearTimer()
    this.body.enter(phase)
    this.ending = endingOf(reason, error)
    if (this.body.behavior !== noBehavior) this.announceEnd(drain)
    if (error !== undefined || this.body.behavior === noBehavior) {
      this.body.pending.abandon(({ name }) => failureIn(name, this.path, error))
    }
  }

  private announceEnd(drain: boolean): void {
    try {
      this.life?.emit('stopping', drain)
    } catch (thrown) {
      this.host.failed(this.path, thrown, undefined)
    }
  }

  private kill(): void {
    this.isDraining = false
    this.body.enter('stopping')
    this.ending = { reason: 'killed', error: undefined }
    this.body.pending.abandon(({ name }) => this.body.refusal(name, 'terminated'))
    this.body.discardMessages()
    this.supervisor?.killAll()
    this.continueEnding()
  }

  /** Goes on with a stop or restart once no child is left and no handler runs. */
  continueEnding(): void {
    if (!isEnding(this.phase)) return
    if (this.body.pending.size > 0 || this.children.size > 0) return
    if (this.isDraining && this.phase === 'stopping' && this.owesReplies) return
    if (this.phase === 'restarting') this.restart()
    else this.end(this.ending ?? stopped)
  }

  private restart(): void {
    const error = this.ending?.error
    this.ending = undefined
    this.clearTimer()
    this.body.enter('resting')
    this.endLife('restart', error)
    this.life = undefined
    // Whoever holds the context of the old life, or awaited something for it, finds it over though no other has begun.
    this.number++
    if (this.due) this.body.start()
    else if (this.birth.grouped) this.birth.supervisor.childRested(this.birth)
  }

  private end(ending: Ending): void {
    this.clearTimer()
    this.body.enter('stopped')
    this.endLife('stopped', undefined)
    // A name must be free before anybody learns that its holder has ended: OTP, supervisor_SUITE.
    this.birth.supervisor.childStopped(this.birth)
    this.fall(ending)
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
    this.release(error ?? this.ending?.error)
    if (signal === 'restart') this.body.unstashAll()
    this.body.behavior = noBehavior
  }

  private clearTimer(): void {
    this.timer?.cancel()
    this.timer = undefined
  }
}
