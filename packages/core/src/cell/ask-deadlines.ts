import { TimeHeap } from '../base/time-heap.ts'
import type { Clock, Timer } from '../env/clock.ts'
import type { Sealer } from '../message/sealer.ts'
import type { AskWarden, PendingAsk } from './pending-ask.ts'
import { SharedSignals } from './shared-signals.ts'

// A timer is left armed when the last ask is answered, since the next ask will want it; it must not keep a program that
// is done alive for a whole time-out.
const LONGEST_TICK_MS = 25

/**
 * Gives up on asks in time, with one timer for all. Asks of the same time-out end in the order they were made, so each
 * time-out has a list in which only the first is looked at. Those whose asker has less time left, which may be any, lie in
 * a heap: a list for each would hold one.
 */
export class AskDeadlines implements AskWarden {
  private readonly queues = new Map<number, AskQueue>()
  private readonly inherited = new TimeHeap<PendingAsk>()
  private readonly signals = new SharedSignals()
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

  /** The asks that wait, for those who look on. */
  *open(): Iterable<PendingAsk> {
    for (const { first } of this.queues.values())
      for (let ask = first; ask !== undefined; ask = ask.later) yield ask
    yield* this.inherited
  }

  /** Begins to wait. An ask by a handler whose own asker has no time left ends at once. */
  add(ask: PendingAsk): void {
    const now = this.clock.now()
    const limit = ask.handling?.deadline ?? Number.POSITIVE_INFINITY
    ask.deadline = now + ask.timeout
    this.pending++
    ask.asker?.waitsFor(ask)
    if (limit < ask.deadline) {
      ask.inherited = limit - now
      ask.deadline = limit
      this.inherited.push(ask)
      if (limit <= now) ask.expire()
    } else {
      this.queueFor(ask.timeout).append(ask)
    }
    if (ask.isOpen && ask.deadline < this.tickAt) this.arm(now)
  }

  seal(value: unknown): unknown {
    return this.sealer.snapshot(value)
  }

  forget(ask: PendingAsk): void {
    if (ask.inherited === undefined) this.queues.get(ask.timeout)?.remove(ask)
    else this.inherited.remove(ask)
    this.pending--
    ask.asker?.waitsNoMoreFor(ask)
  }

  late(ask: PendingAsk, value: unknown): void {
    this.onLate(ask, value)
  }

  heed(signal: AbortSignal, ask: PendingAsk): void {
    this.signals.add(signal, ask)
  }

  heedNoMore(signal: AbortSignal, ask: PendingAsk): void {
    this.signals.remove(signal, ask)
  }

  /** Rejects every ask that waits. */
  rejectAll(error: unknown): void {
    for (const queue of this.queues.values()) {
      for (let ask = queue.first; ask !== undefined; ask = queue.first) ask.giveUp(error)
    }
    for (let ask = this.inherited.first; ask !== undefined; ask = this.inherited.first) ask.giveUp(error)
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
    let soonest = this.inherited.first?.deadline ?? Number.POSITIVE_INFINITY
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
    const { inherited } = this
    for (let ask = inherited.first; ask !== undefined && ask.deadline <= now; ask = inherited.first)
      ask.expire()
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
