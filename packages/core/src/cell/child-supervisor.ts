import { type AnyDefinition, isDefinition } from '../behavior/actor-definition.ts'
import { checkDuration, completeMailbox, type SpawnOptions } from '../behavior/spawn-options.ts'
import { completeSupervision, type Supervision } from '../behavior/supervision.ts'
import { checkName } from '../message/actor-name.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { ActorFailedError, InvalidDefinitionError, InvalidOptionError } from '../message/errors.ts'
import { CellRef } from './actor-ref.ts'
import { type Child, Children } from './children.ts'
import type { Birth, Host, Supervisor } from './host.ts'
import { noRestarts, supervise } from './supervise.ts'
import type { Failure, Order } from './system-message.ts'
import { asError } from './thrown.ts'

// Below the time-out of an ask: who asks an actor that does not come up is told that, and not just that time is over.
const START_TIMEOUT_MS = 4_000
const STOP_TIMEOUT_MS = 5_000

/** The actor whose children are supervised. */
export interface Parent {
  readonly path: string
  /** What its children see as their parent. */
  readonly refForChildren: AnyActorRef | undefined
  /** Queues what follows from it for the parent's own turn. */
  childFailed(uid: number, failure: Failure): void
  childGone(): void
}

/** An actor's side as a parent: spawns its children, decides what becomes of those that fail, and gives them orders. */
export class ChildSupervisor implements Supervisor {
  readonly children = new Children()
  readonly path: string
  private readonly host: Host
  private readonly parent: Parent

  constructor(host: Host, parent: Parent) {
    this.host = host
    this.parent = parent
    this.path = parent.path
  }

  get ref(): AnyActorRef | undefined {
    return this.parent.refForChildren
  }

  childFailed(uid: number, failure: Failure): void {
    this.parent.childFailed(uid, failure)
  }

  childStopped(uid: number): void {
    this.children.remove(uid)
    this.parent.childGone()
  }

  spawn(definition: AnyDefinition, args: readonly unknown[], options: SpawnOptions): CellRef {
    const { host } = this
    const supervision = completeSupervision(options)
    const birth = this.birth(definition, args, options, supervision)
    const placement = host.placement(options.on)
    const subordinate = placement.prepare(birth)
    const ref = new CellRef(subordinate.target)
    this.children.add({
      uid: birth.uid,
      name: birth.name,
      ref,
      subordinate,
      supervision,
      history: noRestarts,
      backoff: undefined,
    })
    subordinate.start()
    return ref
  }

  /** Carries out the decision about a child. Returns what was thrown if it is now the parent that fails. */
  decide(child: Child, failure: Failure): { readonly error: unknown } | undefined {
    const { clock, random } = this.host
    const error = failure.normal ? undefined : asError(failure.error)
    const chance = child.supervision.backoff === undefined ? 0 : random.next()
    const verdict = supervise(failure, child.supervision, child.history, clock.now(), chance)
    child.history = verdict.history
    if (verdict.directive !== 'escalate') {
      if (verdict.delay > 0) this.restartLater(child, verdict.delay, error)
      else child.subordinate.order(verdict.directive, error)
      return undefined
    }
    child.subordinate.order('stop', error)
    return { error: error === undefined ? tooManyStops(child) : failure.error }
  }

  /** What the old life held is given back before the wait, not after it. */
  private restartLater(child: Child, delay: number, error: Error | undefined): void {
    child.subordinate.order('rest', error)
    child.backoff = this.host.clock.setTimer(delay, () => child.subordinate.order('begin'))
  }

  /**
   * Stops a child; one that has ended already is left in peace.
   *
   * @throws InvalidOptionError where `ref` never was a child
   */
  stop(ref: AnyActorRef): void {
    const child = this.children.of(ref)
    if (child !== undefined) child.subordinate.order('stop')
    else if (!this.wasChild(ref)) {
      throw new InvalidOptionError(
        `${ref.path} is no child of ${this.path}, and only a parent can stop an actor.`,
      )
    }
  }

  /** Has the children handle what waits for them, and then end. */
  drainAll(): void {
    for (const child of this.children) child.subordinate.target.stop(true)
  }

  orderAll(order: Order): void {
    for (const child of this.children) child.subordinate.order(order)
  }

  /** Children that live elsewhere have their parent's path after the name of their node. */
  private wasChild(ref: AnyActorRef): boolean {
    const withoutNode = this.path.replace(/^troupe:\/\/[^/]+/, '')
    return ref.path.slice(0, ref.path.lastIndexOf('/')).endsWith(withoutNode)
  }

  private birth(
    definition: AnyDefinition,
    args: readonly unknown[],
    options: SpawnOptions,
    { restart }: Supervision,
  ): Birth {
    if (!isDefinition(definition)) {
      throw new InvalidDefinitionError('spawn needs a definition first, as defineActor returns it.')
    }
    if (!Array.isArray(args)) {
      throw new InvalidOptionError(
        `spawn takes the arguments of a setup as an array: spawn(${definition.name}, [first, second]).`,
      )
    }
    if (options.name !== undefined) this.children.assertFree(checkName(options.name))
    return {
      definition,
      args,
      uid: this.host.nextUid(),
      name: options.name,
      supervisor: this,
      mailbox: completeMailbox(options.mailbox),
      startTimeout: checkDuration(options.startTimeout, 'startTimeout', START_TIMEOUT_MS),
      stopTimeout: checkDuration(options.stopTimeout, 'stopTimeout', STOP_TIMEOUT_MS),
      restart,
      guardian: false,
    }
  }
}

function tooManyStops(child: Child): Error {
  const { max, within } = child.supervision.budget
  return new ActorFailedError(
    `${child.ref.path} is permanent and stopped by itself more often than ${max} times within ${within} ms.`,
  )
}
