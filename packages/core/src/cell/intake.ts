import type { Turn } from '../env/dispatcher.ts'
import type { Priority } from '../message/priority.ts'
import type { Birth, Host } from './host.ts'
import type { Letter } from './letter.ts'
import type { Mailbox } from './mailbox.ts'

/** Whether an actor waits for a turn, or has one: it never did; it does not now; it does. */
type Queued = typeof NEVER | typeof NO | typeof YES
const NEVER = 0
const NO = 1
const YES = 2

/**
 * What waits for an actor, and that it waits for a turn. Most actors keep up with what they are sent: the one letter that
 * waits then lies here, and there is no mailbox before a second does.
 */
export abstract class Intake implements Turn {
  readonly birth: Birth

  // What each message touches is declared together, here and in `Turns`, to lie together in memory.
  readonly host: Host
  /** Made for the second letter that waits, or for a signal, an order, an answer. */
  protected ownMailbox: Mailbox | undefined
  /** All that waits where there is no mailbox. */
  protected letter: Letter | undefined = undefined
  /** The argument of the plain message that waits there, or is being handled since. */
  protected payload: unknown = undefined
  private queued: Queued = NEVER
  /** Whether its turn, or its setup, runs at this moment. */
  isRunning = false

  constructor(host: Host, birth: Birth) {
    this.birth = birth
    this.host = host
    this.ownMailbox = host.needsMailbox ? host.createMailbox(birth) : undefined
  }

  abstract run(limit: number): number
  /** Its mailbox is full: whether one more letter goes in all the same. */
  protected abstract makeRoom(letter: Letter, payload: unknown): boolean

  /** Once asked for, what comes waits there, behind what waits already. */
  get mailbox(): Mailbox {
    return this.ownMailbox ?? this.openMailbox()
  }

  /** How many messages and signals wait. */
  protected get waiting(): number {
    return this.ownMailbox?.length ?? (this.letter === undefined ? 0 : 1)
  }

  /**
   * What comes waits in the mailbox.
   *
   * @returns whether the sender may go on
   */
  protected queue(letter: Letter, payload: unknown, priority: Priority): boolean {
    const { mailbox } = this
    if (mailbox.isFull && !mailbox.admits(letter, priority) && !this.makeRoom(letter, payload)) return false
    if (priority === 'normal') mailbox.push(letter, payload)
    else mailbox.pushTo(priority, letter, payload)
    this.wake()
    const { length } = mailbox
    if (length > mailbox.mostWaiting) mailbox.mostWaiting = length
    return length <= mailbox.limits.highWater
  }

  private openMailbox(): Mailbox {
    const mailbox = this.host.createMailbox(this.birth)
    this.ownMailbox = mailbox
    if (this.letter === undefined) mailbox.payload = this.payload
    else mailbox.push(this.letter, this.payload)
    this.letter = undefined
    this.payload = undefined
    return mailbox
  }

  /** Gives it a turn, unless it has one to come. */
  protected wake(): void {
    const { queued } = this
    if (queued === YES) return
    this.queued = YES
    this.host.dispatcher.schedule(this, queued === NEVER)
  }

  protected turnEnded(): void {
    this.queued = NO
  }
}
