import type { World, WorldEvent } from '../world/schedule.ts'
import type { TimerOrder } from '../world/world-options.ts'
import type { Finding } from './finding.ts'
import { CLOCK, type Footprint } from './footprint.ts'
import type { Observer } from './passage.ts'
import type { PropertyMonitor } from './property-monitor.ts'
import { SharedReads } from './shared-reads.ts'
import { deadlock, failure, livelock, orphan, type Verdicts } from './verdict.ts'

/** Judges runs of a world: its properties, and what is wrong whatever the protocol. */
export class WorldObserver implements Observer<World> {
  private readonly monitor: PropertyMonitor
  private readonly verdicts: Verdicts
  private readonly timers: TimerOrder
  private readonly reads = new SharedReads()
  private deadLetters = 0
  private suffix: WorldEvent[] = []
  /** The states of a fair suffix, and where in it they were. */
  private readonly states = new Map<string, number>()

  constructor(monitor: PropertyMonitor, verdicts: Verdicts, timers: TimerOrder) {
    this.monitor = monitor
    this.verdicts = verdicts
    this.timers = timers
  }

  /** Whether events count as commuting no more that did when runs before were chosen. Asking settles it. */
  hasLearnt(): boolean {
    const ofProperties = this.monitor.hasLearnt()
    return this.reads.hasLearnt() || ofProperties
  }

  begin(world: World): Finding | undefined {
    this.deadLetters = world.deadLetters.length
    this.suffix = []
    this.states.clear()
    return this.monitor.begin(world) ?? this.failed(world, -1)
  }

  footprint(world: World, event: WorldEvent): Footprint {
    const noticed = this.monitor.noticedBy(world)
    const things = [...world.touched, ...noticed]
    // That a message finds nobody is to be seen only by the dead letter, so its sender's step depends on that actor's end.
    for (; this.deadLetters < world.deadLetters.length; this.deadLetters++) {
      const letter = world.deadLetters[this.deadLetters]
      if (letter !== undefined && !things.includes(letter.path)) things.push(letter.path)
    }
    this.reads.look(world)
    for (const path of this.reads.filledBy(world)) if (!things.includes(path)) things.push(path)
    if (this.concernsTime(world, event)) things.push(CLOCK)
    return { things, noticed, barrier: event.whenIdle === true }
  }

  /**
   * Only the timer that is due first can fire, where they fire in order, and when the next is due depends on when it was
   * set. In any order, the time matters where somebody looks at it.
   */
  private concernsTime(world: World, { kind }: WorldEvent): boolean {
    if (this.timers === 'idle' || (this.timers === 'any-order' && !this.reads.timeMatters)) return false
    return kind === 'timer' || world.changedTimers || world.readClock
  }

  look(world: World, event: WorldEvent, step: number): Finding | undefined {
    return this.failed(world, step) ?? this.monitor.look(world, event, step)
  }

  over(world: World, event: WorldEvent | undefined, step: number): Finding | undefined {
    if (this.verdicts.deadlock !== false) {
      const found = deadlock(world, step)
      if (found !== undefined) return found
    }
    return (
      this.monitor.end(world, event, step) ??
      (this.verdicts.orphans === true ? orphan(world, step) : undefined)
    )
  }

  unending(world: World, event: WorldEvent, step: number): Finding | undefined {
    if (this.verdicts.livelock === false) return undefined
    this.suffix.push(event)
    const state = world.fingerprint()
    const before = this.states.get(state)
    this.states.set(state, this.suffix.length)
    return before === undefined ? undefined : livelock(this.suffix.slice(before), step)
  }

  tooLong(step: number): Finding | undefined {
    return this.monitor.overdue(step)
  }

  private failed(world: World, step: number): Finding | undefined {
    return this.verdicts.failures === false || world.failures.length === 0 ? undefined : failure(world, step)
  }
}
