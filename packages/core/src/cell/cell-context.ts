import type { ActorDefinition } from '../behavior/actor-definition.ts'
import type {
  ActorContext,
  ActorLog,
  LifecycleSignals,
  SpawnArguments,
  Watch,
  WatchOptions,
} from '../behavior/context.ts'
import type { ActorGroup, GroupOptions } from '../behavior/group.ts'
import type { Handlers } from '../behavior/handlers.ts'
import type { Names } from '../behavior/names.ts'
import type { Timers } from '../behavior/timers.ts'
import type { Random } from '../env/random.ts'
import type { ActorRef } from '../message/actor-ref.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { InvalidOptionError, OutsideTurnError } from '../message/errors.ts'
import { type Later, later } from '../message/later.ts'
import { checkObject } from '../message/option.ts'
import type { Answer, Arguments, Message, MessageName } from '../message/protocol.ts'
import type { Reply } from '../message/reply.ts'
import type { Body } from './body.ts'
import type { Capabilities } from './capabilities.ts'
import { CellGroup } from './cell-group.ts'
import { payloadOf, targetOf } from './cell-ref.ts'
import { CellTimers } from './cell-timers.ts'
import type { Children } from './children.ts'
import { checkListener, checkMessage, checkPromise, checkWatch } from './context-arguments.ts'
import { forward } from './forward.ts'
import type { Handling } from './handling.ts'
import { stopSelf } from './system-message.ts'
import { noArguments, noOptions } from './terms.ts'

/** The actor that has the context. */
interface Owner extends Body {
  /** Whether the life numbered `life` goes on, and a turn of it runs or awaits. */
  inTurn(life: number): boolean
  readonly children: Children
  become(handlers: unknown): void
  /** Made for the first that has need of them. */
  readonly lifecycle: Capabilities
}

/** The context of one life of one actor. */
export class CellContext<P> implements ActorContext<P> {
  private readonly owner: Owner
  private readonly life: number
  private ownTimers: Timers<P> | undefined = undefined

  constructor(owner: Owner, life: number) {
    this.owner = owner
    this.life = life
  }

  get self(): ActorRef<P> {
    return this.owner.ref.typed<P>()
  }

  get parent(): AnyActorRef | undefined {
    return this.owner.birth.supervisor.ref
  }

  get log(): ActorLog {
    const { owner } = this
    return {
      write: (level, text, details) => owner.host.logger.write(level, `${owner.path}: ${text}`, details),
    }
  }

  get timers(): Timers<P> {
    this.ownTimers ??= new CellTimers<P>((method) => this.inTurn(method))
    return this.ownTimers
  }

  get random(): Random {
    return this.owner.host.random
  }

  get abortSignal(): AbortSignal {
    const { owner } = this
    const ofLife = owner.lifecycle.lifeOf(this.life).abortSignal
    const handling = owner.inTurn(this.life) ? owner.handlingHere() : undefined
    return handling?.signalWithin(ofLife) ?? ofLife
  }

  get names(): Names {
    return this.here('names').host.names
  }

  get children(): readonly AnyActorRef[] {
    return this.here('children').children.all.map((child) => child.ref)
  }

  spawn<Q, A extends readonly unknown[]>(
    definition: ActorDefinition<Q, A>,
    ...given: SpawnArguments<A>
  ): ActorRef<Q> {
    return this.inTurn('spawn')
      .spawn(definition, given[0] ?? noArguments, given[1] ?? noOptions)
      .typed<Q>()
  }

  group(options: GroupOptions): ActorGroup {
    const group = this.inTurn('group').openGroup(options)
    return new CellGroup(group, (method) => this.inTurn(method))
  }

  stop(child?: AnyActorRef): void {
    const owner = this.here('stop')
    if (child !== undefined) targetOf(child)
    if (child === undefined || child.equals(owner.ref)) owner.postSystem(stopSelf)
    else owner.lifecycle.stopChild(child)
  }

  watch(ref: AnyActorRef, options: WatchOptions = {}): Watch {
    const owner = this.inTurn('watch')
    checkObject('The options of ctx.watch', options, '{ pact: true }')
    return owner.watchActor(ref, options)
  }

  watchWith<K extends MessageName<P>>(ref: AnyActorRef, name: K, ...args: Arguments<P, K>): Watch {
    return this.inTurn('watchWith').watchActorWith(ref, name, args)
  }

  unwatch(watch: Watch | AnyActorRef): void {
    const owner = this.inTurn('unwatch')
    checkWatch(watch)
    owner.unwatchActor(watch)
  }

  link(ref: AnyActorRef): void {
    this.inTurn('link').links.begin(ref)
  }

  unlink(ref: AnyActorRef): void {
    this.inTurn('unlink').links.end(ref)
  }

  on<S extends keyof LifecycleSignals>(signal: S, listener: LifecycleSignals[S]): void {
    const owner = this.here('on')
    checkListener(signal, listener)
    owner.lifecycle.lifeOf(this.life).on(signal, listener)
  }

  become(handlers: Handlers<P>): void {
    this.here('become').become(handlers)
  }

  get isAsked(): boolean {
    return this.handling('isAsked').reply !== undefined
  }

  reply<K extends MessageName<P>>(name: K): Reply<Answer<P, K>> {
    const handling = this.handling('reply')
    if (handling.name !== name)
      throw new InvalidOptionError(
        `ctx.reply("${name}") was called while "${handling.name}" is handled. Name the message whose answer is to come later.`,
      )
    return this.owner.lifecycle.takeReply(handling)
  }

  forward<Q, K extends MessageName<Q>>(
    ref: ActorRef<Q>,
    name: K,
    ...args: Arguments<Q, K>
  ): Later<Answer<Q, K>> {
    forward(this.handling('forward'), ref, name, args)
    return later
  }

  deadLetter(...[name, ...args]: Message<P>): void {
    checkMessage(name)
    this.owner.host.deadLetter('unhandled', this.owner.path, name, payloadOf(args))
  }

  stash(): Later<never> {
    this.here('stash').stash(this.handling('stash'))
    return later
  }

  unstashAll(): number {
    const owner = this.here('unstashAll')
    const count = owner.unstashAll()
    owner.wakeIfNeeded()
    return count
  }

  receiveTimeout<K extends MessageName<P>>(wait: number, name: K, ...args: Arguments<P, K>): void {
    const owner = this.inTurn('receiveTimeout')
    owner.receiveTimeout(wait, owner.timed(name, args))
  }

  cancelReceiveTimeout(): void {
    this.inTurn('cancelReceiveTimeout').cancelReceiveTimeout()
  }

  pipe<T>(promise: PromiseLike<T>, name: MessageName<P>, failed?: MessageName<P>): void {
    const owner = this.inTurn('pipe')
    checkPromise(promise)
    checkMessage(name)
    if (failed !== undefined) checkMessage(failed)
    owner.pipe(this.life, promise, name, failed)
  }

  private handling(method: string): Handling {
    const handling = this.here(method).handlingHere()
    if (handling !== undefined) return handling
    throw new OutsideTurnError(
      `ctx.${method} of ${this.owner.path} was used after an await, while several handlers wait: which message is meant cannot be told. Use it before the handler's first await.`,
    )
  }

  private inTurn(method: string): Capabilities {
    return this.here(method).lifecycle
  }

  /** @throws OutsideTurnError */
  private here(method: string): Owner {
    if (this.owner.inTurn(this.life)) return this.owner
    throw new OutsideTurnError(
      `ctx.${method} of ${this.owner.path} was used outside the actor's own turn, or after that life of it had ended. Send the actor a message with ctx.self.tell, or let ctx.pipe bring a promise's outcome back.`,
    )
  }
}
