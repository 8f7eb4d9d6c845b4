import type { ActorContext, Reply } from '@troupe/core'
import { Outbox } from './outbox.ts'
import type { SessionOptions, SessionProtocol } from './session-protocol.ts'
import { type Bucket, fullBucket, take } from './token-bucket.ts'
import type { Notice, RoomEvent } from './wire.ts'

/** The way to one client. */
export interface Connection {
  /** Returns `false` when the client has not read what was written before: then nothing more until it has. */
  write(notice: Notice): boolean
  /** Says a last word, and closes. */
  close(notice: Notice): void
}

/**
 * The flow to and from one client. What it does not read waits in an outbox that has an end. A client that sends too fast, or does not
 * read, is not read from: what it sends waits in its own socket.
 */
export class ClientLine {
  private readonly ctx: ActorContext<SessionProtocol>
  private readonly connection: Connection
  private readonly isBehind: () => boolean
  private readonly options: SessionOptions
  private readonly outbox: Outbox
  private bucket: Bucket
  private isBlocked = false
  private next: Reply<void> | undefined

  /** @param isBehind whether what the client has sent so far is still too much */
  constructor(
    ctx: ActorContext<SessionProtocol>,
    connection: Connection,
    isBehind: () => boolean,
    options: SessionOptions,
  ) {
    this.ctx = ctx
    this.connection = connection
    this.isBehind = isBehind
    this.options = options
    this.outbox = new Outbox(options.maxWaiting)
    this.bucket = fullBucket(options.rate, performance.now())
  }

  /** Notices that wait for the client to read. */
  get waiting(): number {
    return this.outbox.size
  }

  tell(notice: Notice): void {
    this.outbox.add(notice)
    this.flush()
  }

  tellEvent(room: string, event: RoomEvent): void {
    this.outbox.addEvent(room, event)
    this.flush()
  }

  tellMissed(room: string, from: number, to: number): void {
    this.outbox.miss(room, from, to)
    this.flush()
  }

  /** Whether the last line has not been answered, so that it is too soon for another. */
  get isHeld(): boolean {
    return this.next !== undefined
  }

  /** A line has come: who reads the client's lines waits for the reply. */
  take(reply: Reply<void>): void {
    this.next = reply
    const { bucket, wait } = take(this.options.rate, this.bucket, performance.now())
    this.bucket = bucket
    if (wait > 0) this.ctx.timers.after('rested', wait, 'rested')
  }

  /** Has the next line read, if it is time for that. */
  readOn(): void {
    if (this.next === undefined || this.isBlocked || this.ctx.timers.has('rested') || this.isBehind()) return
    this.next.answer()
    this.next = undefined
    this.ctx.unstashAll()
  }

  drained(): void {
    this.isBlocked = false
    this.ctx.timers.cancel('stalled')
    this.flush()
  }

  close(reason: string): void {
    this.connection.close({ type: 'bye', reason })
  }

  private flush(): void {
    if (this.isBlocked) return
    this.outbox.flush((notice) => {
      this.isBlocked = !this.connection.write(notice)
      return !this.isBlocked
    })
    if (this.isBlocked) this.ctx.timers.after('stalled', this.options.patience, 'stalled')
  }
}
