import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { ActorLog, Watch, WatchOptions } from '../behavior/context.ts'
import type { SpawnOptions } from '../behavior/spawn-options.ts'
import type { Timer } from '../env/clock.ts'
import type { Turn } from '../env/dispatcher.ts'
import type { Priority } from '../message/actor-ref.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { type AskLink, chainPaths, waitsIn } from '../message/ask-chain.ts'
import type { DownReason } from '../message/down.ts'
import { Envelope } from '../message/envelope.ts'
import {
  ActorFailedError,
  ActorStartError,
  ActorTerminatedError,
  AskCycleError,
  DeathPactError,
  isRejection,
  MailboxFullError,
  UnhandledMessageError,
} from '../message/errors.ts'
import { CellRef, targetOf } from './actor-ref.ts'
import { CellContext, type ContextOwner } from './cell-context.ts'
import { ChildSupervisor, type Parent } from './child-supervisor.ts'
import { Watchers, Watching } from './death-watch.ts'
import { type Behavior, checkBehavior, handlerOf, isThenable } from './handlers.ts'
import { Handling, Handlings } from './handling.ts'
import type { Birth, Host, Subordinate } from './host.ts'
import { Life } from './life.ts'
import { type Letter, Mailbox } from './mailbox.ts'
import { type Asker, PendingAsk } from './pending-ask.ts'
import { DownSignal, DrainSignal, type Signal } from './signal.ts'
import type { Failure, Order, SystemMessage } from './system-message.ts'
import type { Address, Sending, Target, Watcher } from './target.ts'
import { asError } from './thrown.ts'

/**
 * Where an actor is in its life. Messages are handled in `running` alone; `suspended` waits for the parent's order,
 * `restarting` and `stopping` for children and for handlers that still run.
 */
type Phase = 'starting' | 'running' | 'suspended' | 'restarting' | 'stopping' | 'stopped'

/**
 * One actor: its mailbox, its handlers, and what happens to it. The one effectful file of this layer; what is hard to
 * decide is decided by pure functions beside it.
 */
export class Cell implements Turn, Target, Address, Subordinate, Asker, Parent, ContextOwner {
  readonly uid: number
  readonly mailbox: Mailbox

  private readonly host: Host
  private readonly birth: Birth
  private phase: Phase = 'starting'
  /** Whether the next message may be handled: the one thing that the hot path looks at. */
  private open = false
  /** Whether it is to stop, or has stopped: no message that is sent now will be handled. */
  private closed = false
  private draining = false
  private scheduled = false
  private running = false
  private behavior: Behavior = none
  private lifeNumber = 0
  private handlingCount = 0
  /** What is being handled by the code that runs now, once somebody needs to know; and the message's name. */
  private current: Handling | undefined = undefined
  private currentName = ''
  private pending = noHandlings
  private ownRef: CellRef | undefined = undefined
  private life: Life | undefined = undefined
  private supervisor: ChildSupervisor | undefined = undefined
  private watching: Watching | undefined = undefined
  private watchers: Watchers | undefined = undefined
  private ebbWaiters: (() => void)[] | undefined = undefined
  private timer: Timer | undefined = undefined
  private ending: { readonly reason: DownReason; readonly error: Error | undefined } | undefined = undefined

  constructor(host: Host, birth: Birth) {
    this.host = host
    this.birth = birth
    this.uid = birth.uid
    this.mailbox = new Mailbox(birth.mailbox)
  }

  get target(): Target {
    return this
  }

  get address(): Address {
    return this
  }

  get node(): number {
    return this.host.node
  }

  get path(): string {
    const { name, definition, supervisor } = this.birth
    return name === undefined
      ? `${supervisor.path}/${definition.name}$${this.uid}`
      : `${supervisor.path}/${name}`
  }

  get ref(): CellRef {
    this.ownRef ??= new CellRef(this)
    return this.ownRef
  }

  get parentRef(): AnyActorRef | undefined {
    return this.birth.supervisor.ref
  }

  get refForChildren(): AnyActorRef | undefined {
    return this.birth.guardian ? undefined : this.ref
  }

  get childRefs(): readonly AnyActorRef[] {
    return this.supervisor === undefined ? [] : Array.from(this.supervisor.children, (child) => child.ref)
  }

  get subordinates(): Subordinate[] {
    return this.supervisor === undefined
      ? []
      : Array.from(this.supervisor.children, (child) => child.subordinate)
  }

  get log(): ActorLog {
    return {
      write: (level, text, details) => this.host.logger.write(level, `${this.path}: ${text}`, details),
    }
  }

  get isAlive(): boolean {
    return this.phase !== 'stopped'
  }

  /** The child of that name, or of that number for one without a name. */
  child(name: string): Subordinate | undefined {
    const children = this.supervisor?.children
    const unnamed = name.indexOf('$')
    const child = unnamed < 0 ? children?.named(name) : children?.get(Number(name.slice(unnamed + 1)))
    return child?.subordinate
  }

  // ---- sending

  tell(name: string, payload: unknown): boolean {
    return this.post(name, this.host.sealer.seal(payload), 'normal')
  }

  send(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): boolean {
    const sealed = this.host.sealer.seal(payload, sending?.transfer)
    const letter = spread ? new Envelope(name, sealed, true) : name
    return this.post(letter, sealed, sending?.priority ?? 'normal')
  }

  ask(name: string, payload: unknown, spread: boolean, sending: Sending | undefined): Promise<unknown> {
    const { host } = this
    const asker = host.dispatcher.current instanceof Cell ? host.dispatcher.current : undefined
    const ask = new PendingAsk(
      host.asks,
      this,
      name,
      sending?.timeout ?? host.askTimeout,
      asker,
      asker?.handlingNow(),
    )
    try {
      const sealed = host.sealer.seal(payload, sending?.transfer)
      host.asks.add(ask)
      if (sending?.signal !== undefined) ask.heed(sending.signal)
      if (ask.isSettled) return ask.promise
      this.post(
        new Envelope(name, sealed, spread, ask, asker?.linkTo()),
        sealed,
        sending?.priority ?? 'normal',
      )
    } catch (error) {
      return Promise.reject(error)
    }
    return ask.promise
  }

  /** Takes a letter whose contents nobody else holds: the way that local and remote messages share. */
  post(letter: Letter, payload: unknown, priority: Priority): boolean {
    const { mailbox, host } = this
    if (host.inspector !== undefined) this.inspectSent(letter, payload)
    if (this.closed) {
      this.giveUp(letter, payload, 'terminated')
      return true
    }
    if (typeof letter !== 'string' && this.closesCycle(letter)) return true
    if (mailbox.isFull && !this.makeRoom(letter, payload)) return false
    if (priority === 'normal') mailbox.push(letter, payload)
    else mailbox.pushTo(priority, letter, payload)
    if (!this.scheduled) this.schedule()
    return !mailbox.isAboveHighWater
  }

  ready(): Promise<void> {
    if (!this.isAlive || !this.mailbox.isAboveHighWater) return Promise.resolve()
    return new Promise((resolve) => this.whenEbbed(resolve))
  }

  /** Calls `task` once, when less than half of the high-water mark waits, or the actor has ended. */
  whenEbbed(task: () => void): void {
    if (!this.isAlive || this.mailbox.hasEbbed) {
      task()
      return
    }
    this.ebbWaiters ??= []
    this.ebbWaiters.push(task)
  }

  watch(watcher: Watcher, ref: AnyActorRef): void {
    if (!this.isAlive) {
      watcher.notify({ ref, reason: 'no-such-actor', error: undefined })
      return
    }
    this.watchers ??= new Watchers()
    this.watchers.add(watcher, ref)
  }

  unwatch(watcher: Watcher): void {
    this.watchers?.remove(watcher)
  }

  stop(drain: boolean): void {
    if (!drain || !this.isAlive) {
      this.order('stop')
      return
    }
    this.draining = true
    this.updateOpen()
    this.postSignal(new DrainSignal(), 'low')
  }

  order(order: Order, error?: unknown): void {
    this.postSystem({ type: 'order', order, error })
  }

  childFailed(child: number, failure: Failure): void {
    this.postSystem({ type: 'child-failed', child, failure })
  }

  childGone(): void {
    this.postSystem({ type: 'child-stopped' })
  }

  answered(ask: PendingAsk, failed: boolean, value: unknown): void {
    this.postSystem({ type: 'answered', ask, failed, value })
  }

  private postSystem(message: SystemMessage): void {
    if (!this.isAlive) {
      // Nobody is left to continue in a turn of its own, but whoever awaits must not hang.
      if (message.type === 'answered') message.ask.conclude(message.failed, message.value)
      return
    }
    this.mailbox.pushSystem(message)
    if (!this.scheduled) this.schedule()
  }

  /** Signals always fit, and keep their place among the messages. */
  private postSignal(signal: Signal, priority: Priority): void {
    this.mailbox.pushTo(priority, signal, undefined)
    if (!this.scheduled) this.schedule()
  }

  private schedule(): void {
    this.scheduled = true
    this.host.dispatcher.schedule(this)
  }

  private makeRoom(letter: Letter, payload: unknown): boolean {
    const { overflow } = this.mailbox.limits
    if (overflow === 'drop-oldest') {
      const oldest = this.mailbox.shiftOldest()
      if (oldest !== undefined) this.giveUp(oldest, this.mailbox.payload, 'mailbox-full')
      return true
    }
    this.giveUp(letter, payload, 'mailbox-full')
    if (overflow === 'fail') this.failFull()
    return false
  }

  private failFull(): void {
    if (this.phase === 'suspended' || this.phase === 'restarting') return
    const { capacity } = this.mailbox.limits
    const said = `${capacity} messages waited for ${this.path}, and its overflow policy is "fail".`
    this.fail(new MailboxFullError(said), undefined)
  }

  /** Refuses an ask whose answer would wait for itself. */
  private closesCycle(letter: Letter): boolean {
    if (!(letter instanceof Envelope) || letter.chain === undefined || this.interleaves(letter.name))
      return false
    const waiting = this.holder()
    if (waiting === undefined || !waitsIn(letter.chain, this.uid, waiting.id)) return false
    letter.reply?.reject(new AskCycleError([...chainPaths(letter.chain), this.path]))
    return true
  }

  /** The handling that all messages but interleaved ones wait for. */
  private holder(): Handling | undefined {
    const { current } = this
    if (this.running && current !== undefined && !this.interleaves(current.name)) return current
    return this.pending.exclusive
  }

  /** A message that will not be handled becomes a dead letter, and its asker is told at once. */
  private giveUp(
    letter: Letter,
    payload: unknown,
    reason: 'terminated' | 'mailbox-full' | 'unhandled',
  ): void {
    if (letter instanceof DownSignal || letter instanceof DrainSignal) return
    const name = typeof letter === 'string' ? letter : letter.name
    this.host.deadLetter(reason, this.path, name, typeof letter === 'string' ? payload : letter.payload)
    if (typeof letter !== 'string') letter.reply?.reject(this.refusal(name, reason))
  }

  private refusal(name: string, reason: 'terminated' | 'mailbox-full' | 'unhandled'): Error {
    if (reason === 'mailbox-full') {
      const { capacity } = this.mailbox.limits
      return new MailboxFullError(
        `"${name}" was refused: ${capacity} messages wait for ${this.path}. Heed what tell returns, and await ref.ready().`,
      )
    }
    if (reason === 'unhandled') {
      return new UnhandledMessageError(
        `${this.path} has no handler for "${name}". Add it to the handlers that the setup of "${this.birth.definition.name}" returns.`,
      )
    }
    const cause = this.ending?.error
    if (cause instanceof ActorStartError) return cause
    return new ActorTerminatedError(
      `${this.path} has ended (${this.ending?.reason ?? 'stopping'}); "${name}" was not handled.`,
      { cause },
    )
  }

  // ---- a turn

  run(limit: number): number {
    const { mailbox } = this
    this.running = true
    let handled = 0
    for (;;) {
      if (mailbox.hasSystem) {
        if (this.obey(mailbox.shiftSystem()) === 'breathe') break
        continue
      }
      if (handled >= limit) break
      const letter = this.open ? mailbox.shift() : this.shiftInterleaved()
      if (letter === undefined) break
      handled++
      this.handle(letter)
    }
    mailbox.release()
    this.running = false
    this.scheduled = false
    if (this.hasWork()) this.schedule()
    if (this.ebbWaiters !== undefined && mailbox.hasEbbed) this.ebbed()
    return handled
  }

  private handle(letter: Letter): void {
    if (typeof letter === 'string') this.receive(letter, this.mailbox.payload)
    else if (letter instanceof Envelope) this.receiveEnvelope(letter)
    else this.receiveSignal(letter)
  }

  inTurn(life: number): boolean {
    return this.lifeNumber === life && this.isAlive && (this.running || this.pending.size > 0)
  }

  private hasWork(): boolean {
    const { mailbox } = this
    if (mailbox.hasSystem) return true
    if (this.open) return mailbox.length > 0
    return this.canInterleave() && mailbox.hasUnseen
  }

  private canInterleave(): boolean {
    return this.phase === 'running' && this.birth.definition.interleave !== undefined
  }

  private shiftInterleaved(): Letter | undefined {
    const { interleave } = this.birth.definition
    return interleave !== undefined && this.phase === 'running'
      ? this.mailbox.shiftOnly(interleave)
      : undefined
  }

  private interleaves(name: string): boolean {
    return this.birth.definition.interleave?.has(name) ?? false
  }

  private receive(name: string, payload: unknown): void {
    if (this.host.inspector !== undefined) this.inspectHandling(name, payload)
    this.current = undefined
    this.currentName = name
    try {
      const handler = handlerOf(this.behavior, name)
      if (handler === undefined) {
        this.giveUp(name, payload, 'unhandled')
        return
      }
      const result = handler.call(this.behavior, payload)
      if (isThenable(result)) this.hold(this.handlingNow(), result)
    } catch (error) {
      if (!isRejection(error)) this.fail(error, name)
    }
  }

  private receiveEnvelope(envelope: Envelope): void {
    const { name, payload, spread, reply, chain } = envelope
    if (this.host.inspector !== undefined) this.inspectHandling(name, payload)
    const handling = new Handling(++this.handlingCount, name, reply, chain)
    this.current = handling
    try {
      const handler = handlerOf(this.behavior, name)
      if (handler === undefined) {
        this.giveUp(envelope, payload, 'unhandled')
        return
      }
      const result =
        spread && Array.isArray(payload)
          ? handler.apply(this.behavior, payload)
          : handler.call(this.behavior, payload)
      if (isThenable(result)) this.hold(handling, result)
      else this.answer(handling, result)
    } catch (error) {
      this.failHandling(handling, error)
    }
  }

  private receiveSignal(signal: Signal): void {
    this.current = undefined
    if (signal instanceof DrainSignal) {
      this.beginStop('stopped', undefined, true)
      return
    }
    const watch = this.watching?.take(signal.watch)
    if (watch === undefined) return
    try {
      if (this.life?.has('down')) this.life.emit('down', signal.down)
      else if (watch.pact)
        throw new DeathPactError(
          `${this.path} watched ${signal.down.ref.path} with a pact, and it ended (${signal.down.reason}).`,
          { cause: signal.down.error },
        )
    } catch (error) {
      this.fail(error, undefined)
    }
  }

  private hold(handling: Handling, result: PromiseLike<unknown>): void {
    this.keepPending(handling, this.interleaves(handling.name))
    this.updateOpen()
    // Not every thenable settles once, and later: this one does.
    Promise.resolve(result).then(
      (value) => this.postSystem({ type: 'settled', handling, failed: false, value }),
      (error) => this.postSystem({ type: 'settled', handling, failed: true, value: error }),
    )
  }

  private keepPending(handling: Handling, interleaves: boolean): void {
    if (this.pending === noHandlings) this.pending = new Handlings()
    this.pending.hold(handling, interleaves)
  }

  private answer(handling: Handling, value: unknown): void {
    const { reply } = handling
    if (reply === undefined) return
    if (this.host.inspector !== undefined) this.inspectAnswered(handling.name, isRejection(value))
    if (isRejection(value)) reply.reject(value)
    else reply.answer(value)
  }

  private failHandling(handling: Handling, error: unknown): void {
    if (isRejection(error)) this.answer(handling, error)
    else this.fail(error, handling.name, handling)
  }

  /** The handling that the running code belongs to, made known for whoever may come back to it. */
  handlingNow(): Handling {
    this.current ??= new Handling(++this.handlingCount, this.currentName)
    return this.current
  }

  /** The chain of an ask that the running code makes. */
  linkTo(): AskLink {
    const handling = this.handlingNow()
    return { uid: this.uid, path: this.path, handling: handling.id, before: handling.chain }
  }

  // ---- system messages

  private obey(message: SystemMessage | undefined): 'breathe' | undefined {
    this.current = undefined
    this.currentName = ''
    switch (message?.type) {
      case 'order':
        this.obeyOrder(message.order, message.error)
        break
      case 'child-failed':
        this.decide(message.child, message.failure)
        break
      case 'child-stopped':
        this.continueEnding()
        break
      case 'settled':
        this.settle(message.handling, message.failed, message.value)
        break
      case 'set-up':
        this.setUp(message.handling, message.failed, message.value)
        break
      case 'stop-self':
        this.stopByItself()
        break
      case 'pipe-failed':
        this.fail(message.error, message.name)
        break
      case 'answered':
        // What continues after the await belongs to the handling that asked, so that what it asks is known to be its.
        this.current = message.ask.handling
        this.host.dispatcher.breathe(() => message.ask.conclude(message.failed, message.value))
        return 'breathe'
    }
    return undefined
  }

  private obeyOrder(order: Order, error: unknown): void {
    if (order === 'kill') this.kill()
    else if (order === 'stop') this.beginStop(error === undefined ? 'stopped' : 'failed', error)
    else if (this.phase === 'suspended') {
      // Without handlers there is nothing to resume.
      if (order === 'restart' || this.behavior === none) this.beginRestart(error)
      else this.enter('running')
    }
  }

  private settle(handling: Handling, failed: boolean, value: unknown): void {
    if (!this.pending.take(handling)) return
    this.updateOpen()
    try {
      if (failed) this.failHandling(handling, value)
      else this.answer(handling, value)
    } catch (error) {
      this.fail(error, handling.name, handling)
    }
    this.continueEnding()
  }

  // ---- life

  start(): void {
    const { definition, args } = this.birth
    const { dispatcher } = this.host
    const turnBefore = dispatcher.current
    const runningBefore = this.running
    this.phase = 'starting'
    this.lifeNumber++
    this.life = undefined
    this.current = undefined
    this.currentName = ''
    dispatcher.current = this
    this.running = true
    if (this.lifeNumber === 1)
      this.host.inspector?.({ type: 'spawned', path: this.path, definition: definition.name })
    try {
      // A setup may keep what it is given, and change what cannot be frozen: each life gets its own.
      this.begun(this.callSetup(definition, args.length === 0 ? args : this.host.sealer.seal(args)))
    } catch (error) {
      this.failStart(error)
    }
    dispatcher.current = turnBefore
    this.running = runningBefore
  }

  private callSetup(definition: AnyDefinition, args: unknown): unknown {
    return Reflect.apply(definition.setup, undefined, [
      new CellContext(this, this.lifeNumber),
      ...(args as unknown[]),
    ])
  }

  private begun(made: unknown): void {
    if (!isThenable(made)) {
      this.adopt(made)
      return
    }
    const handling = this.handlingNow()
    this.keepPending(handling, false)
    const { startTimeout } = this.birth
    this.timer = this.host.clock.setTimer(startTimeout, () => {
      const value = new ActorStartError(
        `The setup of ${this.path} did not settle within ${startTimeout} ms; see startTimeout of spawn.`,
      )
      this.postSystem({ type: 'set-up', handling, failed: true, value })
    })
    Promise.resolve(made).then(
      (value) => this.postSystem({ type: 'set-up', handling, failed: false, value }),
      (error) => this.postSystem({ type: 'set-up', handling, failed: true, value: error }),
    )
  }

  private setUp(handling: Handling, failed: boolean, value: unknown): void {
    if (!this.pending.take(handling)) return
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
    this.behavior = checkBehavior(made, this.birth.definition.name)
    this.enter('running')
    this.life?.emit('started')
    if (!this.scheduled && this.hasWork()) this.schedule()
  }

  private failStart(error: unknown): void {
    const wrapped =
      error instanceof ActorStartError
        ? error
        : new ActorStartError(`${this.path} could not start: ${asError(error).message}`, { cause: error })
    this.fail(wrapped, undefined)
  }

  become(handlers: unknown): void {
    this.behavior = checkBehavior(handlers, this.birth.definition.name)
  }

  private enter(phase: Phase): void {
    this.phase = phase
    this.updateOpen()
  }

  private updateOpen(): void {
    this.open = this.phase === 'running' && this.pending.exclusive === undefined
    this.closed = this.draining || this.phase === 'stopping' || this.phase === 'stopped'
  }

  private fail(error: unknown, name: string | undefined, handling?: Handling): void {
    handling?.reply?.reject(this.failure(error, handling.name))
    this.host.failed(this.path, error, name)
    if (this.phase === 'running' || this.phase === 'starting') {
      this.enter('suspended')
      this.birth.supervisor.childFailed(this.uid, { error, normal: false })
    } else {
      this.continueEnding()
    }
  }

  private failure(cause: unknown, name: string): Error {
    const when = name === '' ? '' : ` while it handled "${name}"`
    return new ActorFailedError(`${this.path} failed${when}: ${asError(cause).message}`, { cause })
  }

  // ---- children

  spawn(definition: AnyDefinition, args: readonly unknown[], options: SpawnOptions): CellRef {
    this.supervisor ??= new ChildSupervisor(this.host, this)
    const ref = this.supervisor.spawn(definition, args, options)
    // Its siblings have been told to stop already.
    if (this.phase !== 'running' && this.phase !== 'starting') ref.target.stop(false)
    return ref
  }

  stopChild(child: AnyActorRef): void {
    this.supervisor ??= new ChildSupervisor(this.host, this)
    this.supervisor.stop(child)
  }

  private decide(uid: number, failure: Failure): void {
    const child = this.supervisor?.children.get(uid)
    if (child === undefined || this.supervisor === undefined) return
    if (this.phase === 'stopping' || this.phase === 'restarting') {
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

  // ---- watching others

  watchActor(ref: AnyActorRef, options: WatchOptions): Watch {
    this.watching ??= new Watching()
    return this.watching.begin(ref, targetOf(ref), options.pact ?? false, (id) => ({
      notify: (down) => {
        if (this.isAlive) this.postSignal(new DownSignal(id, down), 'normal')
      },
    }))
  }

  unwatchActor(which: Watch | AnyActorRef): void {
    this.watching?.end(which)
  }

  lifeOf(life: number): Life {
    if (life !== this.lifeNumber || !this.isAlive) return ended
    this.life ??= new Life()
    return this.life
  }

  pipe(life: number, promise: PromiseLike<unknown>, name: string, failed: string | undefined): void {
    promise.then(
      (value) => this.piped(life, name, value),
      (error) => {
        if (failed !== undefined) this.piped(life, failed, error)
        else if (this.lifeNumber === life && this.isAlive)
          this.postSystem({ type: 'pipe-failed', error, name })
      },
    )
  }

  private piped(life: number, name: string, value: unknown): void {
    if (this.lifeNumber !== life) this.host.deadLetter('expired', this.path, name, value)
    else {
      try {
        this.tell(name, value)
      } catch (error) {
        this.postSystem({ type: 'pipe-failed', error, name })
      }
    }
  }

  // ---- the end of a life

  stopSelf(): void {
    this.postSystem({ type: 'stop-self' })
  }

  private stopByItself(): void {
    if (this.birth.restart !== 'permanent') {
      this.beginStop('stopped', undefined)
    } else if (this.phase === 'running' || this.phase === 'starting') {
      this.enter('suspended')
      this.birth.supervisor.childFailed(this.uid, { error: undefined, normal: true })
    }
  }

  private beginRestart(error: unknown): void {
    this.beginEnding('restarting', 'failed', error)
    this.supervisor?.orderAll('stop')
    this.continueEnding()
  }

  private beginStop(reason: DownReason, error: unknown, drain = false): void {
    if (this.phase === 'stopping' || this.phase === 'stopped') return
    this.beginEnding('stopping', reason, error)
    this.discardMessages()
    if (drain) this.supervisor?.drainAll()
    else this.supervisor?.orderAll('stop')
    this.continueEnding()
    if (!this.isAlive) return
    this.timer = this.host.clock.setTimer(this.birth.stopTimeout, () => this.order('kill'))
  }

  /** What runs is waited for, unless there is an error or it is the setup: nobody needs its outcome any more. */
  private beginEnding(phase: 'restarting' | 'stopping', reason: DownReason, error: unknown): void {
    this.clearTimer()
    this.enter(phase)
    this.ending = { reason, error: error === undefined ? undefined : asError(error) }
    if (error !== undefined || this.behavior === none) {
      this.pending.abandon((handling) => this.failure(error, handling.name))
    }
  }

  private kill(): void {
    this.enter('stopping')
    this.ending = { reason: 'killed', error: undefined }
    this.pending.abandon((handling) => this.refusal(handling.name, 'terminated'))
    this.discardMessages()
    this.supervisor?.orderAll('kill')
    this.continueEnding()
  }

  /** Goes on with a stop or restart once no child is left and no handler runs. */
  private continueEnding(): void {
    if (this.phase !== 'stopping' && this.phase !== 'restarting') return
    if (this.pending.size > 0 || (this.supervisor?.children.size ?? 0) > 0) return
    if (this.phase === 'restarting') this.restart()
    else this.end()
  }

  private restart(): void {
    const error = this.ending?.error
    this.ending = undefined
    this.endLife('restart', error)
    this.host.inspector?.({ type: 'restarted', path: this.path })
    this.start()
  }

  private end(): void {
    const { reason, error } = this.ending ?? { reason: 'stopped', error: undefined }
    this.clearTimer()
    this.enter('stopped')
    this.endLife('stopped', undefined)
    // A name must be free before anybody learns that its holder has ended: OTP, supervisor_SUITE.
    this.birth.supervisor.childStopped(this.uid)
    this.host.ended(this)
    this.discardMessages()
    this.concludeAnswered()
    this.host.inspector?.({ type: 'stopped', path: this.path, reason })
    this.watchers?.notify(reason, error)
    this.ebbed()
  }

  private endLife(signal: 'restart' | 'stopped', error: unknown): void {
    try {
      if (signal === 'restart') this.life?.emit('restart', error)
      else this.life?.emit('stopped')
    } catch (thrown) {
      this.host.failed(this.path, thrown, undefined)
    }
    this.life?.end()
    this.watching?.endAll()
    this.behavior = none
  }

  private discardMessages(): void {
    const { mailbox } = this
    for (let letter = mailbox.shift(); letter !== undefined; letter = mailbox.shift()) {
      this.giveUp(letter, mailbox.payload, 'terminated')
    }
    mailbox.release()
  }

  /** Whoever awaits an answer that came already must not hang. */
  private concludeAnswered(): void {
    const { mailbox } = this
    for (let message = mailbox.shiftSystem(); message !== undefined; message = mailbox.shiftSystem()) {
      if (message.type === 'answered') message.ask.conclude(message.failed, message.value)
    }
  }

  private clearTimer(): void {
    this.timer?.cancel()
    this.timer = undefined
  }

  private ebbed(): void {
    const waiters = this.ebbWaiters ?? []
    this.ebbWaiters = undefined
    for (const waiter of waiters) waiter()
  }

  // ---- inspection

  private inspectSent(letter: Letter, payload: unknown): void {
    if (letter instanceof DownSignal || letter instanceof DrainSignal) return
    const sender = this.host.dispatcher.current
    this.host.inspector?.({
      type: 'sent',
      path: this.path,
      from: sender instanceof Cell ? sender.path : undefined,
      name: typeof letter === 'string' ? letter : letter.name,
      payload,
    })
  }

  private inspectHandling(name: string, payload: unknown): void {
    this.host.inspector?.({ type: 'handling', path: this.path, name, payload })
  }

  private inspectAnswered(name: string, rejected: boolean): void {
    this.host.inspector?.({
      type: 'answered',
      path: this.path,
      name,
      outcome: rejected ? 'rejection' : 'value',
    })
  }
}

/** The handlers of an actor whose setup has not returned any yet. */
const none: Behavior = {}

/** Stands for the handlings of an actor that never had one that lasted: most have none, and there are many actors. */
const noHandlings = new Handlings()

const ended = new Life()
ended.end()
