import type { AnyDefinition } from '../behavior/actor-definition.ts'
import type { Watch, WatchOptions } from '../behavior/context.ts'
import { completeGroup, type GroupOptions } from '../behavior/group.ts'
import type { SpawnOptions } from '../behavior/spawn-options.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { Envelope } from '../message/envelope.ts'
import { DeathPactError, InvalidOptionError } from '../message/errors.ts'
import type { Body } from './body.ts'
import { type CellRef, payloadOf, refuseName, targetOf } from './cell-ref.ts'
import type { ChildGroup } from './child-group.ts'
import type { ChildSupervisor } from './child-supervisor.ts'
import type { Children } from './children.ts'
import { Watching } from './death-watch.ts'
import type { Ending } from './ending.ts'
import { handlerOf, noBehavior } from './handlers.ts'
import type { Handling } from './handling.ts'
import { HeldReplies } from './held-replies.ts'
import type { Life } from './life.ts'
import { Links } from './links.ts'
import { promised } from './promised.ts'
import { ReceiveTimeout } from './receive-timeout.ts'
import { unhandled } from './refusal.ts'
import type { ReplyHandle } from './reply-handle.ts'
import { DownSignal } from './signal.ts'
import { Ties } from './ties.ts'
import { TimedMessage } from './timed-message.ts'
import { TimerTable } from './timer-table.ts'

/**
 * What an actor can do through its context, beside handling messages: spawn, watch, link, wait, put aside, answer later.
 * What is left of it ends with the life in which it was done; links alone outlive a restart.
 */
export abstract class Capabilities {
  protected readonly body: Body
  private ties: Ties | undefined = undefined

  constructor(body: Body) {
    this.body = body
  }

  /** The number of the life that goes on, or comes next. */
  abstract readonly number: number
  /** The life that goes on, if anybody has had to do with it. */
  abstract readonly life: Life | undefined
  abstract readonly mayFail: boolean
  /** Whether it is to stop when all that it was sent has been handled, and answered. */
  abstract readonly isDraining: boolean
  abstract readonly children: Children
  /** Whether what comes for that life comes too late. */
  abstract isOver(life: number): boolean
  abstract lifeOf(life: number): Life
  /** @throws OutsideTurnError between two lives: who is spawned then would belong to neither */
  protected abstract assertInLife(method: string): void
  protected abstract asSupervisor(): ChildSupervisor

  private get ownTies(): Ties {
    this.ties ??= new Ties()
    return this.ties
  }

  get path(): string {
    return this.body.path
  }

  /** The setup has returned handlers: while it ran, nobody knew which there would be. */
  protected checkTimed(): void {
    for (const name of this.life?.timers?.names ?? []) this.assertHandled(name)
    if (this.body.idling !== undefined) this.assertHandled(this.body.idling.message.name)
  }

  get timers(): TimerTable {
    const life = this.lifeOf(this.number)
    life.timers ??= new TimerTable(this.body)
    return life.timers
  }

  /** @throws UnsendableError; UnhandledMessageError where the actor has handlers, and none of that name */
  timed(name: string, args: readonly unknown[]): TimedMessage {
    this.assertHandled(name)
    return new TimedMessage(this.body.host.sealer, name, args)
  }

  /** @throws UnhandledMessageError where there are handlers, and none for `name` */
  assertHandled(name: string): void {
    const { behavior } = this.body
    if (behavior === noBehavior || handlerOf(behavior, name) !== undefined) return
    throw unhandled(name, this.path, this.body.birth)
  }

  receiveTimeout(wait: number, message: TimedMessage): void {
    const timeout = new ReceiveTimeout(this.body, wait, message)
    this.cancelReceiveTimeout()
    this.body.idling = timeout
    this.body.readmit()
  }

  cancelReceiveTimeout(): void {
    this.body.idling?.end()
    this.body.idling = undefined
    this.body.readmit()
  }

  spawn(
    definition: AnyDefinition,
    args: readonly unknown[],
    options: SpawnOptions,
    group?: ChildGroup,
  ): CellRef {
    this.assertInLife('spawn')
    const ref = this.asSupervisor().spawn(definition, args, options, group)
    // Its siblings have been told to stop already.
    if (!this.mayFail) ref.target.stop(false)
    return ref
  }

  openGroup(options: GroupOptions): ChildGroup {
    this.assertInLife('group')
    return this.asSupervisor().openGroup(completeGroup(options))
  }

  /** @throws InvalidOptionError after the group was stopped; and what spawning any child throws */
  spawnMember(
    group: ChildGroup,
    definition: AnyDefinition,
    args: readonly unknown[],
    options: SpawnOptions,
  ): CellRef {
    // Where the actor itself ends, the member does at once, as any child does.
    if (!group.isClosing || !this.mayFail) return this.spawn(definition, args, options, group)
    throw new InvalidOptionError(
      `This group of ${this.path} was stopped, and takes no more members: make another with ctx.group.`,
    )
  }

  stopChild(child: AnyActorRef): void {
    this.asSupervisor().stop(child)
  }

  watchActor(ref: AnyActorRef, options: WatchOptions, message?: Envelope): Watch {
    const ties = this.ownTies
    ties.watching ??= new Watching()
    const wanted = { ref, target: targetOf(ref), pact: options.pact ?? false, message }
    return ties.watching.begin(wanted, (id) => ({
      notify: (down) => {
        if (this.body.isAlive) this.body.postDown(new DownSignal(id, down, message?.name ?? ''))
      },
    }))
  }

  watchActorWith(ref: AnyActorRef, name: string, args: readonly unknown[]): Watch {
    if (typeof name !== 'string') throw refuseName(name)
    const payload = this.body.host.sealer.seal(payloadOf(args))
    return this.watchActor(ref, {}, new Envelope(name, payload, args.length > 1))
  }

  unwatchActor(which: Watch | AnyActorRef): void {
    this.ties?.watching?.end(which)
  }

  /**
   * Returns the message to be handled in place of the signal, if one was asked for.
   *
   * @throws DeathPactError, or what a listener threw
   */
  takeDown({ watch: id, down }: DownSignal): Envelope | undefined {
    const watch = this.ties?.watching?.take(id)
    if (watch === undefined) return undefined
    const { body, path } = this
    body.host.inspector?.({ type: 'down', path, of: down.ref.path, reason: down.reason })
    if (watch.message !== undefined) return watch.message
    const { life } = this
    if (life?.has('down')) life.emit('down', down)
    else if (watch.pact) {
      const said = `${this.path} watched ${down.ref.path} with a pact, and it ended (${down.reason}).`
      throw new DeathPactError(said, { cause: down.error })
    }
    return undefined
  }

  /** They outlive a restart, which is no end: both are still linked. */
  get links(): Links {
    const ties = this.ownTies
    ties.links ??= new Links(this.body)
    return ties.links
  }

  /** Whether somebody waits for an answer that was to be given later. */
  get owesReplies(): boolean {
    return (this.ties?.replies?.size ?? 0) > 0
  }

  takeReply(handling: Handling): ReplyHandle {
    const ties = this.ownTies
    ties.replies ??= new HeldReplies(() => {
      if (this.isDraining) this.body.childChanged()
    })
    const reply = ties.replies.take(handling)
    reply.told = (value, rejected) => this.body.inspectAnswer(handling, value, rejected)
    return reply
  }

  pipe(life: number, given: PromiseLike<unknown>, name: string, failed: string | undefined): void {
    promised(this.body.host, given).then(
      (value) => this.piped(life, name, value),
      (error) => {
        if (failed !== undefined) this.piped(life, failed, error)
        else this.pipeFailed(life, error, name)
      },
    )
  }

  private piped(life: number, name: string, value: unknown): void {
    if (this.isOver(life)) {
      this.body.host.deadLetter('expired', this.path, name, value)
      return
    }
    try {
      const sealed = this.body.host.sealer.seal(value)
      // It may have to wait, and this life may end before its turn comes.
      const envelope = new Envelope(name, sealed, false, undefined, undefined, this.lifeOf(life))
      this.body.post(envelope, sealed, 'normal')
    } catch (error) {
      this.pipeFailed(life, error, name)
    }
  }

  private pipeFailed(life: number, error: unknown, name: string): void {
    if (this.number === life) this.body.postSystem({ type: 'pipe-failed', life, error, name })
  }

  /** A life has ended, for `error` if it failed: nothing that was begun in it goes on. */
  release(error: unknown): void {
    const { ties } = this
    if (ties !== undefined) {
      ties.replies?.abandon(this.path, error)
      ties.replies = undefined
      ties.watching?.endAll()
    }
    if (this.body.idling !== undefined) this.cancelReceiveTimeout()
  }

  /** The actor has ended: those that are linked to it are told. */
  fall(ending: Ending): void {
    this.ties?.links?.fall(ending)
  }
}
