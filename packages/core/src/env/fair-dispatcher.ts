import { RingBuffer } from '../base/ring-buffer.ts'
import type { Clock } from './clock.ts'
import type { Dispatcher, Turn } from './dispatcher.ts'
import type { HostLoop } from './environment.ts'
import { ReadyQueue } from './ready-queue.ts'

const MESSAGES_PER_TURN = 256
const SLICE_MS = 2
const DRAINS_BEFORE_HOST = 64
const DRAINS_BETWEEN_LOOKS = 8
const LARGEST_QUANTUM = 256

/** Why a drain ended. */
type Rest = 'empty' | 'slice over' | 'breathing'

/**
 * Gives those that wait their turns as soon as the running code ends, in the order of the {@link ReadyQueue}. It gives the
 * host's input, output and timers a chance after two milliseconds, and after a number of drains however short they
 * were, since a chain of microtasks would starve them.
 */
export class FairDispatcher implements Dispatcher {
  current: Turn | undefined = undefined

  private readonly ready = new ReadyQueue()
  private readonly tasks = new RingBuffer<() => void>()
  private armed = false
  /** Whose promise has been settled, and whose turn ends for that. */
  private breathing: Turn | undefined = undefined
  private drainsSinceHost = 0
  private hostSeenAt = 0
  /** Messages between two looks at the clock: many while handlers are quick, one when they are slow. */
  private quantum = 8
  private readonly clock: Clock
  private readonly loop: HostLoop

  constructor(clock: Clock, loop: HostLoop) {
    this.clock = clock
    this.loop = loop
  }

  schedule(turn: Turn, isFirst: boolean): void {
    if (isFirst && this.current !== undefined) this.ready.pushNewborn(turn)
    else this.ready.push(turn)
    if (!this.armed) this.arm()
  }

  breathe(settle: () => void): void {
    this.breathing = this.current
    // Promises continue in the order in which they were settled: between these two run those that `settle` settles, and
    // none of the program outside or of another actor.
    this.loop.soon(this.inhale)
    settle()
    this.loop.soon(this.exhale)
  }

  afterTurns(task: () => void): void {
    this.tasks.push(task)
    if (!this.armed) this.arm()
  }

  private arm(): void {
    this.armed = true
    if (this.drainsSinceHost < DRAINS_BEFORE_HOST) this.loop.soon(this.drain)
    else this.loop.later(this.drainFromHost)
  }

  private readonly drainFromHost = (): void => {
    this.drainsSinceHost = 0
    this.drain()
  }

  private readonly drain = (): void => {
    if (this.drainsSinceHost % DRAINS_BETWEEN_LOOKS === 0) this.lookAfterHost()
    this.drainsSinceHost++
    let rest: Rest = 'slice over'
    try {
      rest = this.runTurns()
      this.runTasks()
    } finally {
      this.rearm(rest)
    }
  }

  private readonly inhale = (): void => {
    this.current = this.breathing
  }

  private readonly exhale = (): void => {
    this.current = undefined
    this.breathing = undefined
    if (this.drainsSinceHost < DRAINS_BEFORE_HOST) this.drain()
    else this.loop.later(this.drainFromHost)
  }

  /** Short drains of slow handlers take time, too. */
  private lookAfterHost(): void {
    const now = this.clock.now()
    if (this.drainsSinceHost === 0) this.hostSeenAt = now
    else if (now - this.hostSeenAt >= SLICE_MS) this.drainsSinceHost = DRAINS_BEFORE_HOST
  }

  private rearm(rest: Rest): void {
    this.current = undefined
    if (rest === 'breathing') return
    if (rest === 'slice over') this.loop.later(this.drainFromHost)
    else if (this.ready.length > 0 || this.tasks.length > 0) this.arm()
    else this.armed = false
  }

  private runTurns(): Rest {
    let left = this.quantum
    let sliceStart = -1
    let lastLook = -1
    for (let turn = this.ready.shift(); turn !== undefined; turn = this.ready.shift()) {
      this.current = turn
      left -= 1 + turn.run(left < MESSAGES_PER_TURN ? left : MESSAGES_PER_TURN)
      if (this.breathing !== undefined) return 'breathing'
      if (left > 0) continue
      const now = this.clock.now()
      if (lastLook >= 0) this.pace(now - lastLook)
      lastLook = now
      if (sliceStart < 0) sliceStart = now
      else if (now - sliceStart >= SLICE_MS) return 'slice over'
      left = this.quantum
    }
    return 'empty'
  }

  private pace(elapsed: number): void {
    if (elapsed < SLICE_MS / 8) this.quantum = Math.min(LARGEST_QUANTUM, this.quantum * 2)
    else if (elapsed > SLICE_MS / 2) this.quantum = Math.max(1, this.quantum >> 2)
  }

  private runTasks(): void {
    for (let waiting = this.tasks.length; waiting > 0; waiting--) this.tasks.shift()?.()
  }
}
