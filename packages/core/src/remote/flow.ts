import type { MailboxLimits } from '../behavior/spawn-options.ts'

/** So many messages to one actor on another node under way, and `tell` returns `false`. */
const WINDOW = 8192

const WINDOWS_PER_HIGH_WATER = 8
const SHARES_OF_CAPACITY = 8

/**
 * How many messages may be under way to an actor with such a mailbox. Several nodes may send to it at once, each with a
 * window of its own: together they must not fill it while all of them heed what `tell` returns.
 */
export function windowOf({ highWater, capacity }: MailboxLimits): number {
  const wanted = Math.min(WINDOW, highWater * WINDOWS_PER_HIGH_WATER, capacity / SHARES_OF_CAPACITY)
  return Math.max(1, Math.floor(wanted))
}

/** Beyond this many under way, messages become dead letters at the sender: as many as a mailbox holds unless told otherwise. */
const MOST_UNDER_WAY = 1_048_576

/** The sender's side of the way to one actor: how many messages are under way. */
export class Outflow {
  private underWay = 0
  private waiters: (() => void)[] = []
  private readonly window: number

  constructor(window = WINDOW) {
    this.window = window
  }

  get isFull(): boolean {
    return this.underWay >= MOST_UNDER_WAY
  }

  /** Messages of which the far side has not said that they were taken from the mailbox. */
  get unacknowledged(): number {
    return this.underWay
  }

  get isIdle(): boolean {
    return this.underWay === 0
  }

  get isFilled(): boolean {
    return this.underWay >= this.window
  }

  sent(): void {
    this.underWay++
  }

  /** So many have been taken from the mailbox there. Returns how many of them had been under way. */
  granted(count: number): number {
    const taken = Math.min(count, this.underWay)
    this.underWay -= taken
    if (this.underWay <= this.window / 2) this.open()
    return taken
  }

  /** Resolves when half the window is free, or nothing can be sent any more. */
  ready(): Promise<void> {
    if (!this.isFilled) return Promise.resolve()
    return new Promise((resolve) => this.waiters.push(resolve))
  }

  /** Lets go of whoever waits. */
  open(): void {
    const { waiters } = this
    this.waiters = []
    for (const waiter of waiters) waiter()
  }
}

/** What has a mailbox that fills and drains. */
interface Draining {
  readonly mailbox: { readonly length: number }
  /** Calls `task` once, when little enough waits. */
  whenEbbed(task: () => void): void
  /** Calls `task` once, after the next turn that leaves little enough waiting. */
  whenNextEbbed(task: () => void): void
}

/** The receiver's side: grants credit as the actor's mailbox drains, so that one slow actor holds up only its senders. */
export class Inflow<C extends Draining> {
  readonly cell: C
  private received = 0
  private waiting = false
  private readonly grantedAtOnce: number
  private readonly grant: (count: number) => void

  /** @param grant tells the sender that so many have been taken */
  constructor(cell: C, window: number, grant: (count: number) => void) {
    this.cell = cell
    this.grantedAtOnce = Math.max(1, window >> 2)
    this.grant = grant
  }

  /** How many have come for which nothing has been granted yet. */
  get ungranted(): number {
    return this.received
  }

  receive(): void {
    this.received++
    if (this.received < this.grantedAtOnce || this.waiting) return
    this.waiting = true
    this.cell.whenEbbed(this.settle)
  }

  /** Grants what is left, when nothing more can come of it. */
  finish(): void {
    this.give(this.received)
  }

  private readonly settle = (): void => {
    this.waiting = false
    // What waits has not been taken, whoever sent it: should this node be lost, the sender is to know of it.
    this.give(this.received - this.cell.mailbox.length)
    if (this.received < this.grantedAtOnce) return
    this.waiting = true
    this.cell.whenNextEbbed(this.settle)
  }

  private give(count: number): void {
    if (count <= 0) return
    this.received -= count
    this.grant(count)
  }
}
