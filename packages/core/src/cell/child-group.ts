import type { GroupSupervision } from '../behavior/group.ts'
import type { RestartPolicy, Supervision } from '../behavior/supervision.ts'
import type { Clock, Timer } from '../env/clock.ts'
import type { Random } from '../env/random.ts'
import type { AnyActorRef } from '../message/any-actor-ref.ts'
import {
  endsAfterFailure,
  type GroupStep,
  type Member,
  type MemberEnd,
  nextSteps,
  waitsForStart,
} from './group-plan.ts'
import type { Subordinate } from './host.ts'
import { noRestarts, supervise, type Verdict } from './supervise.ts'
import type { Failure } from './system-message.ts'
import { asError } from './thrown.ts'

/** What a group knows of a child. */
export interface GroupedChild {
  readonly uid: number
  readonly ref: AnyActorRef
  readonly subordinate: Subordinate
  readonly supervision: Supervision
}

/** What a group needs of the address space that its parent lives in. */
interface Surroundings {
  readonly clock: Clock
  readonly random: Random
}

/** Children that start in order, stop in reverse, and are started anew together: carries out what the plan says. */
export class ChildGroup {
  private readonly members = new Map<number, GroupMember>()
  private readonly surroundings: Surroundings
  private readonly supervision: GroupSupervision
  /** Has the parent, in a turn of its own, let the group go on. */
  private readonly wake: () => void
  private history = noRestarts
  private closing: 'stop' | 'drain' | undefined = undefined
  /** What the parent is to fail with, and has not yet. */
  private fault: Error | undefined = undefined

  constructor(surroundings: Surroundings, supervision: GroupSupervision, wake: () => void) {
    this.surroundings = surroundings
    this.supervision = supervision
    this.wake = wake
  }

  get refs(): readonly AnyActorRef[] {
    return Array.from(this.members.values(), ({ child }) => child.ref)
  }

  get isClosing(): boolean {
    return this.closing !== undefined
  }

  get isOver(): boolean {
    return this.isClosing && this.members.size === 0
  }

  /** What is supervised for all members as one. */
  get shared(): Pick<Supervision, 'budget' | 'backoff'> {
    const { budget, backoff } = this.supervision
    return { budget, backoff }
  }

  add(child: GroupedChild): void {
    const member = new GroupMember(child)
    member.end = this.closing
    this.members.set(child.uid, member)
    this.goOn()
  }

  remove(uid: number): void {
    this.members.get(uid)?.backoff?.cancel()
    this.members.delete(uid)
  }

  /** A member is gone with its node. Its ref leads nowhere now, so the group can't be made whole again. */
  lost(child: GroupedChild, error: Error): void {
    if (this.isClosing || child.supervision.restart === 'temporary') return
    this.fault = error
    this.close(false)
  }

  takeFault(): Error | undefined {
    const { fault } = this
    this.fault = undefined
    return fault
  }

  started(uid: number): void {
    const member = this.members.get(uid)
    if (member?.state !== 'starting') return
    member.state = 'running'
    member.proven = true
  }

  /** Whether a member begins only when another, `by`, has started. */
  holdsBack(uid: number, by: number): boolean {
    return waitsForStart(this.supervision.strategy, [...this.members.values()], uid, by)
  }

  /** The life of a member is over, and the next one may begin. */
  rested(uid: number): void {
    const member = this.members.get(uid)
    if (member === undefined) return
    member.state = 'waiting'
    if (member.end === 'rest') member.end = undefined
  }

  /** Carries out the decision about a member. Returns whether it is now the parent that fails. */
  decide(child: GroupedChild, failure: Failure): boolean {
    const member = this.members.get(child.uid)
    // Its life ends, or has ended, anyway: that is no failure of the next one.
    if (member === undefined || member.end !== undefined || member.state === 'waiting') return false
    const verdict = this.verdict(child, failure)
    const error = failure.normal ? undefined : asError(failure.error)
    this.history = verdict.history
    member.error = verdict.directive === 'resume' ? undefined : error
    if (verdict.directive === 'restart') this.restart(child.uid, verdict.delay)
    else if (verdict.directive === 'escalate') this.close(false)
    else {
      if (verdict.directive === 'stop') member.state = 'leaving'
      child.subordinate.order(verdict.directive, error)
    }
    return verdict.directive === 'escalate'
  }

  /** Ends all members, the last one first. */
  close(drain: boolean): void {
    if (this.closing === 'stop') return
    this.closing = drain ? 'drain' : 'stop'
    for (const member of this.members.values()) {
      // One without a life has nothing to drain with.
      member.end = member.state === 'waiting' ? 'stop' : this.closing
      member.told = false
    }
    this.goOn()
  }

  /** Does what can be done now; what can be done after that is told by the members. */
  goOn(): void {
    for (;;) {
      const steps = nextSteps(this.supervision.strategy, [...this.members.values()], this.isClosing)
      if (steps.length === 0) return
      for (const step of steps) this.members.get(step.uid)?.perform(step.order)
    }
  }

  private verdict(child: GroupedChild, failure: Failure): Verdict {
    const { clock, random } = this.surroundings
    const chance = child.supervision.backoff === undefined ? 0 : random.next()
    return supervise(failure, child.supervision, this.history, clock.now('restart'), chance)
  }

  private restart(uid: number, delay: number): void {
    const ends = endsAfterFailure(this.supervision.strategy, [...this.members.values()], uid)
    for (const step of ends) this.mark(step)
    // The first of them holds up those after it.
    const first = ends.find(({ order }) => order === 'rest')
    if (first !== undefined && delay > 0) this.hold(first.uid, delay)
    this.goOn()
  }

  private mark({ uid, order }: GroupStep): void {
    const member = this.members.get(uid)
    if (member === undefined || order === 'begin') return
    member.end = order
    member.told = false
  }

  private hold(uid: number, delay: number): void {
    const member = this.members.get(uid)
    if (member === undefined) return
    member.held = true
    const over = (): void => {
      member.held = false
      this.wake()
    }
    member.backoff = this.surroundings.clock.setTimer(delay, over, 'restart')
  }
}

/** One member, and what its group remembers of it. */
class GroupMember implements Member {
  readonly child: GroupedChild
  state: Member['state'] = 'waiting'
  proven = false
  held = false
  /** When its next life begins: it waits between two. */
  backoff: Timer | undefined = undefined
  end: MemberEnd | undefined = undefined
  told = false
  /** What failed, where that is why its life ends. */
  error: Error | undefined = undefined
  private begun = false

  constructor(child: GroupedChild) {
    this.child = child
  }

  get uid(): number {
    return this.child.uid
  }

  get restart(): RestartPolicy {
    return this.child.supervision.restart
  }

  perform(order: GroupStep['order']): void {
    if (order === 'begin') this.begin()
    else {
      this.told = true
      if (order === 'drain') this.child.subordinate.target.stop(true)
      else this.child.subordinate.order(order, this.error)
    }
  }

  private begin(): void {
    this.state = 'starting'
    this.error = undefined
    const { subordinate } = this.child
    if (this.begun) {
      subordinate.order('begin')
      return
    }
    this.begun = true
    subordinate.start()
  }
}
