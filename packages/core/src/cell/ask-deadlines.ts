import type { Clock, Timer } from '../env/clock.ts'
import type { Sealer } from '../message/sealer.ts'
import type { AskWarden, PendingAsk } from './pending-ask.ts'

// A timer is left armed when the last ask is answered, since the next ask will want it; it must not keep a program that
// is done alive for a whole time-out.
const LONGEST_TICK_MS = 25

/**
 * Gives up on asks in time, with one timer for all: asks of the same time-out end in the order they were made, so each
 * time-out has a list in which only the first is looked at.
 */
export class AskDeadlines implements AskWarden {
  private readonly queues = new Map<number, AskQueue>()
  private readonly clock: Clock
  private readonly sealer: Sealer
  private readonly onLate: (ask: PendingAsk, value: unknown) => void
  private timer: Timer | undefined = undefined
  /** When the timer fires; never, while none is set. */
  private tickAt = Number.POSITIVE_INFINITY
  private pending = 0

  constructor(clock: Clock, sealer: Sealer, onLate: (ask: PendingAsk, value: unknown) => void) {
    this.clock = clock
    this.sealer = sealer
    this.onLate = onLate
  }

  /** How many asks wait. */
  get size(): number {
    return this.pending
  }

  add(ask: PendingAsk): void {
    this.queueFor(ask.timeout).append(ask)
    this.pending++
    const now = this.clock.now()
    ask.deadline = now + ask.timeout
    if (ask.deadline < this.tickAt) this.arm(now)
  }

  seal(value: unknown): unknown {
    return this.sealer.snapshot(value)
  }

  forget(ask: PendingAsk): void {
    this.queues.get(ask.timeout)?.remove(ask)
    this.pending--
  }

  late(ask: PendingAsk, value: unknown): void {
    this.onLate(ask, value)
  }

  /** Rejects every ask that waits. */
  rejectAll(error: unknown): void {
    for (const queue of this.queues.values()) {
      for (let ask = queue.first; ask !== undefined; ask = queue.first) ask.reject(error)
    }
    this.disarm()
  }

  private queueFor(timeout: number): AskQueue {
    const known = this.queues.get(timeout)
    if (known !== undefined) return known
    const queue = new AskQueue()
    this.queues.set(timeout, queue)
    return queue
  }

  private arm(now: number): void {
    this.disarm()
    let soonest = Number.POSITIVE_INFINITY
    for (const queue of this.queues.values()) {
      if (queue.first !== undefined) soonest = Math.min(soonest, queue.first.deadline)
    }
    // Those that wait for ever need no timer.
    if (soonest === Number.POSITIVE_INFINITY) return
    const delay = Math.max(0, Math.min(LONGEST_TICK_MS, soonest - now))
    this.tickAt = now + delay
    this.timer = this.clock.setTimer(delay, this.tick, 'ask')
  }

  private disarm(): void {
    this.timer?.cancel()
    this.timer = undefined
    this.tickAt = Number.POSITIVE_INFINITY
  }

  private readonly tick = (): void => {
    const now = this.clock.now()
    for (const [timeout, queue] of this.queues) {
      for (let ask = queue.first; ask !== undefined && ask.deadline <= now; ask = queue.first) ask.expire()
      if (queue.first === undefined) this.queues.delete(timeout)
    }
    this.arm(now)
  }
}

/** Asks of one time-out, in the order of their deadlines; linked, so that an answered one leaves from the middle. */
class AskQueue {
  first: PendingAsk | undefined = undefined
  private last: PendingAsk | undefined = undefined

  append(ask: PendingAsk): void {
    ask.earlier = this.last
    if (this.last === undefined) this.first = ask
    else this.last.later = ask
    this.last = ask
  }

  remove(ask: PendingAsk): void {
    if (ask.earlier === undefined) this.first = ask.later
    else ask.earlier.later = ask.later
    if (ask.later === undefined) this.last = ask.earlier
    else ask.later.earlier = ask.earlier
    ask.earlier = undefined
    ask.later = undefined
  }
}
