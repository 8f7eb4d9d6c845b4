import type { Clock, Timer } from '@troupe/core'
import type { Present } from './present.ts'
import type { WorldEvent } from './schedule.ts'

/** A timer that is set. */
export interface SetTimer {
  readonly event: WorldEvent
  /** When it is due, in milliseconds. */
  readonly at: number
  /** What the runtime set it for; nothing for an actor's own. */
  readonly purpose: string | undefined
  readonly task: () => void
  /** Whether an actor has set it as it would set one of the host: what it awaits may come of it. */
  readonly isHost: boolean
}

const never: Timer = { cancel: () => {} }

/** The order in which timers are due. */
export function byTime(one: SetTimer, other: SetTimer): number {
  return one.at - other.at || one.event.order - other.event.order
}

/**
 * Whether a timer may fire while other things can happen: one of an actor, or that of a restart after a wait. The runtime's
 * own deadlines, for a start, a stop or an ask, pass only where nothing else can.
 */
export function isFree(purpose: string | undefined): boolean {
  return purpose === undefined || purpose === 'restart'
}

/** Time that passes only when it is told to. */
export class VirtualClock implements Clock {
  /** Whether a timer of an actor was set or cancelled since the last {@link VirtualClock.forget}. */
  wasChanged = false
  /** Whether something was decided by how much time has passed. */
  wasRead = false

  private readonly timers = new Set<SetTimer>()
  private readonly counts = new Map<string, number>()
  private readonly present: Present
  private readonly start: number
  private time = 0

  private readonly allIdle: boolean

  /**
   * @param start what the time of day is at the beginning, in milliseconds since 1970
   * @param allIdle whether all timers fire only when nothing else can happen
   */
  constructor(present: Present, start: number, allIdle: boolean) {
    this.present = present
    this.start = start
    this.allIdle = allIdle
  }

  now(purpose?: string): number {
    if (purpose !== undefined) this.wasRead = true
    return this.time
  }

  wallTime(purpose?: string): number {
    if (purpose !== undefined) this.wasRead = true
    return this.start + this.time
  }

  setTimer(delay: number, task: () => void, purpose?: string): Timer {
    return this.set(delay, task, purpose, false)
  }

  /** Sets a timer that stands in for one of the host. */
  setHostTimer(delay: number, task: () => void): Timer {
    return this.set(delay, task, undefined, true)
  }

  /** Whether an actor has set a timer that stands in for one of the host. */
  hasHostTimerOf(path: string): boolean {
    for (const { event, isHost } of this.timers) if (isHost && event.owner === path) return true
    return false
  }

  private set(delay: number, task: () => void, purpose: string | undefined, isHost: boolean): Timer {
    if (delay === Number.POSITIVE_INFINITY) return never
    const { sender, index } = this.present
    const key = purpose === undefined ? sender : `${sender}:${purpose}`
    const count = (this.counts.get(key) ?? 0) + 1
    this.counts.set(key, count)
    const event: WorldEvent = {
      id: `timer ${key}#${count}`,
      kind: 'timer',
      owner: sender,
      channel: undefined,
      name: purpose,
      payload: undefined,
      createdBy: index,
      order: this.present.nextOrder(),
      whenIdle: this.allIdle || !isFree(purpose),
    }
    const timer: SetTimer = { event, at: this.time + delay, purpose, task, isHost }
    this.timers.add(timer)
    if (isFree(purpose)) this.wasChanged = true
    return { cancel: () => this.cancel(timer) }
  }

  /** Begins another step. */
  forget(): void {
    this.wasChanged = false
    this.wasRead = false
  }

  /** When the next timer is due. */
  get nextAt(): number | undefined {
    return this.inOrder()[0]?.at
  }

  /** When the next timer of an actor is due, or the next arrival from another node. */
  get nextEventAt(): number | undefined {
    return this.inOrder().find(({ purpose }) => purpose === undefined || purpose === 'network')?.at
  }

  /** The timers that are set, the one that is due first coming first. */
  inOrder(): SetTimer[] {
    return [...this.timers].sort(byTime)
  }

  /** The timer that is due first, if that is not after `end`. */
  due(end: number): SetTimer | undefined {
    const [first] = this.inOrder()
    return first !== undefined && first.at <= end ? first : undefined
  }

  /** Lets time pass until a timer is due, and calls its task. */
  fire(timer: SetTimer): void {
    this.timers.delete(timer)
    this.passUntil(timer.at)
    timer.task()
  }

  private cancel(timer: SetTimer): void {
    if (this.timers.delete(timer) && isFree(timer.purpose)) this.wasChanged = true
  }

  /** Lets time pass, and nothing happen. */
  passUntil(time: number): void {
    this.time = Math.max(this.time, time)
  }
}
