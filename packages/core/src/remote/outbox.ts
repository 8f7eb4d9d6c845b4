import type { AskLink } from '../message/ask-chain.ts'
import type { Priority } from '../message/priority.ts'
import { refuseNested } from '../message/value-kind.ts'
import { ByteWriter } from './codec/byte-writer.ts'
import type { RefCodec } from './codec/refs.ts'
import type { ReplyCodec } from './codec/replies.ts'
import { ValueEncoder } from './codec/value-encoder.ts'
import type { Frame } from './connection.ts'
import { FRAME_HEADER, LONGEST_CHAIN, messageFlags, record, waitNumber } from './record.ts'

const FULL_FRAME = 64 * 1024
const MOST_NAMES = 0xffff
const MOST_ATTACHED = 1024 * 1024

/** One message for an actor on another node. */
export interface OutgoingMessage {
  readonly uid: number
  readonly name: string
  readonly payload: unknown
  readonly spread: boolean
  readonly priority: Priority
  readonly transfer: readonly ArrayBuffer[] | undefined
  /** Milliseconds that it may wait. */
  readonly ttl: number | undefined
}

/**
 * One direction of a link, on its sending side: encodes each record when it is sent, so that a later change at the
 * sender can't be seen, and collects records into frames.
 */
export class Outbox {
  private readonly writer = new ByteWriter()
  private readonly values: ValueEncoder
  private readonly names = new Map<string, number>()
  // The same name mostly comes again: found here without a look into the map.
  private lastName: string | undefined = undefined
  private lastNumber = 0
  /** The number of the frame that is being written. */
  private frames = 0

  constructor(refs: RefCodec, isProxy: (value: object) => boolean, replies?: ReplyCodec) {
    this.values = new ValueEncoder(refs, isProxy, replies)
  }

  get isEmpty(): boolean {
    return this.writer.position <= FRAME_HEADER
  }

  /** Whether a record is half-written: a getter in its payload runs, and nothing can be taken. */
  get isOpen(): boolean {
    return this.values.isEncoding
  }

  /** Whether what was written makes a frame worth sending now. */
  get isFull(): boolean {
    return this.writer.position >= FULL_FRAME || this.values.attachedBytes >= MOST_ATTACHED
  }

  /** What was written since the last call. */
  take(): Frame {
    this.frames++
    return { bytes: this.writer.take(), attachments: this.values.takeAttachments() }
  }

  /** @throws UnsendableError, with nothing written */
  tell(message: OutgoingMessage): void {
    const start = this.begin(record.tell, message.uid, this.nameNumber(message.name))
    this.writeTerms(message)
    this.finishWith(start, message.payload, message.transfer)
  }

  /** The common case of {@link Outbox.tell}, without an object for it. */
  tellPlain(uid: number, name: string, payload: unknown): void {
    const start = this.begin(record.tell, uid, this.nameNumber(name))
    this.writer.u8(0)
    this.finishWith(start, payload)
  }

  /**
   * @param wait the milliseconds after which whoever asked gives up
   * @throws UnsendableError, with nothing written
   */
  ask(message: OutgoingMessage, correlation: number, chain: AskLink | undefined, wait: number): void {
    const { writer } = this
    const start = this.begin(record.ask, message.uid, this.nameNumber(message.name))
    this.writeTerms(message)
    writer.varint(correlation)
    writer.varint(waitNumber(wait))
    this.writeChain(chain)
    this.finishWith(start, message.payload, message.transfer)
  }

  /** A record that is one or two numbers and a value: all but messages. */
  put(kind: number, first: number, second: number, value: unknown, transfer?: readonly ArrayBuffer[]): void {
    const start = this.begin(kind, first, second)
    this.finishWith(start, value, transfer, kind === record.spawn ? argsIn(value) : value)
  }

  private writeTerms({ spread, priority, ttl }: OutgoingMessage): void {
    this.writer.u8(messageFlags(spread, priority, ttl !== undefined))
    if (ttl !== undefined) this.writer.varint(waitNumber(ttl))
  }

  private begin(kind: number, first: number, second: number): number {
    const start = this.beginRecord()
    this.writer.head(kind, first, second)
    return start
  }

  private beginRecord(): number {
    if (this.isOpen) throw refuseNested()
    const { writer } = this
    if (writer.position === 0) writer.u32(this.frames)
    return writer.position
  }

  private finishWith(start: number, value: unknown, transfer?: readonly ArrayBuffer[], said = value): void {
    const { writer } = this
    this.values.encode(writer, value, transfer, start, said)
    writer.patchU32(start + 1, writer.position - start - 5)
  }

  /** Names are said once and numbered. When there are too many, numbering begins anew: a later definition replaces an earlier one. */
  private nameNumber(name: string): number {
    if (name === this.lastName) return this.lastNumber
    const number = this.names.get(name) ?? this.sayName(name)
    this.lastName = name
    this.lastNumber = number
    return number
  }

  private sayName(name: string): number {
    const { writer } = this
    const start = this.beginRecord()
    if (this.names.size >= MOST_NAMES) this.names.clear()
    const number = this.names.size + 1
    this.names.set(name, number)
    writer.u8(record.name)
    writer.u32(0)
    writer.varint(number)
    this.finishWith(start, name)
    return number
  }

  /** The latest links of a chain that is too long to be read: a cycle beyond them ends by its timeouts. */
  private writeChain(chain: AskLink | undefined): void {
    const links: AskLink[] = []
    for (let link = chain; link !== undefined && links.length < LONGEST_CHAIN; link = link.before)
      links.push(link)
    this.writer.varint(links.length)
    for (const { uid, handling, path } of links) {
      this.writer.varint(uid)
      this.writer.varint(handling)
      this.writer.string(path)
    }
  }
}

/** What whoever spawns has said of all that an invitation holds. */
function argsIn(invitation: unknown): unknown {
  return typeof invitation === 'object' && invitation !== null && 'args' in invitation
    ? invitation.args
    : invitation
}
