import type { OpenAsks } from './open-asks.ts'
import type { WorldEvent } from './schedule.ts'
import { byTime, isFree, type SetTimer, type VirtualClock } from './virtual-clock.ts'
import type { WorldOptions } from './world-options.ts'

/** Which timers of a world may fire next: those that are set, and the time-outs of asks where they have some. */
export class DueTimers {
  private readonly clock: VirtualClock
  private readonly asks: OpenAsks
  private readonly options: Pick<WorldOptions, 'timers' | 'askTimeouts'>
  private readonly note: (path: string) => void

  /** @param note told who is asked no more */
  constructor(
    clock: VirtualClock,
    asks: OpenAsks,
    options: Pick<WorldOptions, 'timers' | 'askTimeouts'>,
    note: (path: string) => void,
  ) {
    this.clock = clock
    this.asks = asks
    this.options = options
    this.note = note
  }

  /** @param isIdle whether nothing else can happen */
  next(isIdle: boolean): readonly SetTimer[] {
    const { timers = 'in-order' } = this.options
    const all = [...this.all()].sort(byTime)
    const own = all.filter(({ purpose }) => isFree(purpose))
    if (timers === 'any-order' && (!isIdle || own.length > 0)) return own
    if (!isIdle) return timers === 'idle' ? [] : own.slice(0, 1)
    // The runtime has one timer for all asks, which is of no use where each has one of its own.
    return all.filter(({ purpose }) => purpose !== 'ask').slice(0, 1)
  }

  /** The timer of an event. */
  of(event: WorldEvent): SetTimer | undefined {
    return this.all().find((each) => each.event === event)
  }

  private all(): readonly SetTimer[] {
    return [...this.clock.inOrder(), ...(this.options.askTimeouts ? this.asks.timers(this.note) : [])]
  }
}
