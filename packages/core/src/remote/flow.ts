/** Messages to one actor on another node that may be under way before `tell` returns `false`. */
const WINDOW = 8192

/** Beyond this many under way, messages become dead letters at the sender: as many as a mailbox holds unless told otherwise. */
const MOST_UNDER_WAY = 1_048_576

const GRANTED_AT_ONCE = WINDOW / 4

/** The sender's side of the way to one actor: how many messages are under way. */
export class Outflow {
  private underWay = 0
  private waiters: (() => void)[] = []

  get isFull(): boolean {
    return this.underWay >= MOST_UNDER_WAY
  }

  get isIdle(): boolean {
    return this.underWay === 0
  }

  get isAboveWindow(): boolean {
    return this.underWay > WINDOW
  }

  sent(): void {
    this.underWay++
  }

  granted(count: number): void {
    this.underWay = Math.max(0, this.underWay - count)
    if (this.underWay <= WINDOW / 2) this.open()
  }

  /** Resolves when half the window is free, or nothing can be sent any more. */
  ready(): Promise<void> {
    if (!this.isAboveWindow) return Promise.resolve()
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
  /** Calls `task` once, when little enough waits. */
  whenEbbed(task: () => void): void
}

/** The receiver's side: grants credit as the actor's mailbox drains, so that one slow actor holds up only its senders. */
export class Inflow<C extends Draining> {
  readonly cell: C
  private received = 0
  private waiting = false
  private readonly grant: (count: number) => void

  /** @param grant tells the sender that so many have been taken */
  constructor(cell: C, grant: (count: number) => void) {
    this.cell = cell
    this.grant = grant
  }

  receive(): void {
    this.received++
    if (this.received < GRANTED_AT_ONCE || this.waiting) return
    this.waiting = true
    this.cell.whenEbbed(this.settle)
  }

  /** Grants what is left, when nothing more can come of it. */
  readonly settle = (): void => {
    this.waiting = false
    const { received } = this
    this.received = 0
    if (received > 0) this.grant(received)
  }
}
