import { inWords } from '../base/in-words.ts'
import { type AnyDefinition, isDefinition } from '../behavior/actor-definition.ts'
import { checkMember, type GroupSupervision } from '../behavior/group.ts'
import { checkSpawn, type SpawnOptions } from '../behavior/spawn-options.ts'
import { completeSupervision } from '../behavior/supervision.ts'
import { checkName } from '../message/actor-name.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import { ActorFailedError, InvalidDefinitionError, InvalidOptionError } from '../message/errors.ts'
import { type Care, careFor } from './care.ts'
import type { CellRef } from './cell-ref.ts'
import { Child } from './child.ts'
import { ChildGroup } from './child-group.ts'
import { Children } from './children.ts'
import { heedRejection } from './heed-rejection.ts'
import type { Birth, Host, Supervisor } from './host.ts'
import { supervise } from './supervise.ts'
import type { Failure, Offspring } from './system-message.ts'
import { completeTerms, noArguments } from './terms.ts'
import { asError } from './thrown.ts'

/** The actor whose children are supervised. */
export interface Parent {
  readonly path: string
  /** What its children see as their parent. */
  readonly refForChildren: AnyActorRef | undefined
  /** Queues what follows from it for the parent's own turn. */
  childFailed(child: Offspring, failure: Failure): void
  /** @param rested the child whose life is over, where another is to begin */
  childChanged(rested?: Offspring): void
}

/** An actor's side as a parent: spawns its children, decides what becomes of those that fail, and gives them orders. */
export class ChildSupervisor implements Supervisor {
  readonly children = new Children()
  private readonly host: Host
  private readonly parent: Parent
  /** Of the child that was spawned last. */
  private care: Care | undefined = undefined
  private ownPath: string | undefined = undefined
  private groups: Set<ChildGroup> | undefined = undefined

  constructor(host: Host, parent: Parent) {
    this.host = host
    this.parent = parent
  }

  get path(): string {
    this.ownPath ??= this.parent.path
    return this.ownPath
  }

  get ref(): AnyActorRef | undefined {
    return this.parent.refForChildren
  }

  childFailed(child: Birth, failure: Failure): void {
    if (this.children.has(child)) this.parent.childFailed(child, failure)
  }

  childStopped(child: Birth, lost?: Error): void {
    if (!this.children.has(child)) return
    this.children.remove(child)
    if (lost !== undefined) child.group?.lost(child, lost)
    this.parent.childChanged()
  }

  childStarted(child: Birth): void {
    if (!this.children.has(child)) return
    child.group?.started(child.uid)
    this.parent.childChanged()
  }

  childRested(child: Birth): void {
    // What it reported before that, a failure for example, is still to be taken first.
    if (this.children.has(child)) this.parent.childChanged(child)
  }

  holdsBack(uid: number, by: Birth): boolean {
    return (this.children.has(by) && by.group?.holdsBack(uid, by.uid)) ?? false
  }

  openGroup(supervision: GroupSupervision): ChildGroup {
    const group = new ChildGroup(this.host, supervision, () => this.parent.childChanged())
    this.groups ??= new Set()
    this.groups.add(group)
    return group
  }

  spawn(
    definition: AnyDefinition,
    args: readonly unknown[],
    options: SpawnOptions,
    group?: ChildGroup,
  ): CellRef {
    checkSpawn(options)
    if (group !== undefined) checkMember(options)
    const own = completeSupervision(options)
    this.check(definition, args, options)
    const terms = completeTerms(options, own.restart)
    const supervision = group === undefined ? own : { ...own, ...group.shared }
    this.care = careFor(this, this.care, definition, options.name, terms, supervision, group)
    const given = args.length === 0 ? noArguments : args
    const child = new Child(this.care, given, this.host.nextUid(), this.host.placement(options.on))
    this.children.add(child)
    if (group === undefined) child.subordinate.start()
    else group.add(child)
    return child.ref
  }

  /** Carries out the decision about a child. Returns what was thrown if it is now the parent that fails. */
  decide(child: Child, failure: Failure): { readonly error: unknown } | undefined {
    const escalates = child.group?.decide(child, failure) ?? this.decideAlone(child, failure)
    if (!escalates) return undefined
    return { error: failure.normal ? tooManyStops(child) : failure.error }
  }

  private decideAlone(child: Child, failure: Failure): boolean {
    const { clock, random } = this.host
    const error = failure.normal ? undefined : asError(failure.error)
    const chance = child.supervision.backoff === undefined ? 0 : random.next()
    const verdict = supervise(failure, child.supervision, child.care.history, clock.now('restart'), chance)
    child.care = { ...child.care, history: verdict.history }
    if (verdict.directive === 'escalate') child.subordinate.order('stop', error)
    else if (verdict.delay > 0) this.restartLater(child, verdict.delay, error)
    else child.subordinate.order(verdict.directive, error)
    return verdict.directive === 'escalate'
  }

  /** What the old life held is given back before the wait, not after it. */
  private restartLater(child: Child, delay: number, error: Error | undefined): void {
    child.subordinate.order('rest', error)
    const backoff = this.host.clock.setTimer(delay, () => child.subordinate.order('begin'), 'restart')
    child.care = { ...child.care, backoff }
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
    for (const child of this.children.all) if (child.group === undefined) child.subordinate.target.stop(true)
    for (const group of this.groups ?? []) group.close(true)
  }

  /** Has the children end, those of a group in their order. */
  stopAll(): void {
    for (const child of this.children.all) if (child.group === undefined) child.subordinate.order('stop')
    for (const group of this.groups ?? []) group.close(false)
  }

  killAll(): void {
    for (const child of this.children.all) child.subordinate.order('kill')
  }

  /** Has the groups do what can be done since a child has changed. Returns what the parent fails with, if it does. */
  goOn(rested: Offspring | undefined): Error | undefined {
    if (this.groups === undefined) return undefined
    if (rested !== undefined && this.children.has(rested)) rested.group?.rested(rested.uid)
    let fault: Error | undefined
    for (const group of this.groups) {
      group.goOn()
      fault ??= group.takeFault()
      if (group.isOver) this.groups.delete(group)
    }
    return fault
  }

  /** Children that live elsewhere have their parent's path after the name of their node. */
  private wasChild(ref: AnyActorRef): boolean {
    const withoutNode = this.path.replace(/^troupe:\/\/[^/]+/, '')
    return ref.path.slice(0, ref.path.lastIndexOf('/')).endsWith(withoutNode)
  }

  private check(definition: AnyDefinition, args: readonly unknown[], options: SpawnOptions): void {
    if (!isDefinition(definition)) {
      throw new InvalidDefinitionError(
        `spawn needs a definition first, as defineActor returns it, not ${inWords(definition)}.`,
      )
    }
    if (!Array.isArray(args)) {
      throw new InvalidOptionError(
        `spawn takes the arguments of a setup as an array: spawn(${definition.name}, [first, second]).`,
      )
    }
    checkArguments(definition, args)
    if (definition.spawnsOn !== undefined) for (const on of definition.spawnsOn) this.host.placement(on)
    if (options.name !== undefined) this.children.assertFree(checkName(options.name))
  }
}

/** What the definition throws for them, and nothing has changed yet. */
function checkArguments({ name, checkArguments }: AnyDefinition, args: readonly unknown[]): void {
  if (checkArguments === undefined) return
  const made: unknown = Reflect.apply(checkArguments, undefined, args)
  if (heedRejection(made, () => {}))
    throw new InvalidOptionError(`checkArguments of "${name}" must check at once, and not return a promise.`)
}

function tooManyStops(child: Child): Error {
  const { max, within } = child.supervision.budget
  return new ActorFailedError(
    `${child.ref.path} is permanent and stopped by itself more often than ${max} times within ${within} ms.`,
  )
}
