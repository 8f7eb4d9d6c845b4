import type { AskLink } from '../message/ask-chain.ts'
import { FrameError } from '../message/errors.ts'
import { ByteReader } from './codec/byte-reader.ts'
import type { RefCodec } from './codec/refs.ts'
import type { ReplyCodec } from './codec/replies.ts'
import { ValueDecoder } from './codec/value-decoder.ts'
import type { Frame } from './connection.ts'
import { EXPIRES, LAST_KIND, LONGEST_CHAIN, record, SPREAD, waitOf } from './record.ts'

/** An ask by an actor on another node. */
export interface IncomingAsk {
  readonly uid: number
  readonly name: string
  readonly flags: number
  readonly payload: unknown
  readonly correlation: number
  readonly chain: AskLink | undefined
  /** Milliseconds that were left until whoever asked gives up, when it was sent. */
  readonly wait: number
  /** Milliseconds that it may wait for its actor here. */
  readonly ttl: number | undefined
}

/** What an inbox hands on, decoded. */
export interface RecordReceiver {
  tell(uid: number, name: string, flags: number, payload: unknown, ttl: number | undefined): void
  ask(ask: IncomingAsk): void
  /** Any other record: its kind, its numbers, its value. */
  other(kind: number, first: number, second: number, value: unknown): void
}

/** One direction of a link, on its receiving side: takes frames apart, trusting none of their bytes. */
export class Inbox {
  private readonly values: ValueDecoder
  /** Reads one frame after the other: to make a reader costs more than to read a small frame. */
  private readonly reader = new ByteReader()
  private readonly names: string[] = []
  /** How many frames have come: the number of the next. */
  private frames = 0
  private readonly receiver: RecordReceiver
  private readonly onError: (error: unknown) => void

  /** @param onError told of what went wrong here and is no fault of the far side; it must not throw */
  constructor(
    refs: RefCodec,
    receiver: RecordReceiver,
    onError: (error: unknown) => void,
    replies?: ReplyCodec,
  ) {
    this.values = new ValueDecoder(refs, replies)
    this.receiver = receiver
    this.onError = onError
  }

  /**
   * Takes the next frame. One that has come before is ignored: a frame refers to what earlier ones said, so each is read
   * once, and in order.
   *
   * @throws FrameError where a frame before it is missing, or for a record that makes no sense; the records before that one
   * have been handed on, and no later frame can be read
   */
  receive(frame: Frame): void {
    const { reader } = this
    reader.open(frame.bytes)
    const number = reader.u32()
    // Numbers begin anew after the highest, so their distance counts.
    const ahead = (number - this.frames) | 0
    if (ahead < 0) return
    if (ahead > 0)
      throw new FrameError(`Frame ${this.frames} was lost on its way: frame ${number} came next.`)
    this.frames = (number + 1) >>> 0
    while (reader.remaining > 0) {
      const kind = reader.u8()
      const outer = reader.enter(reader.u32())
      this.read(kind, reader, frame.attachments)
      if (reader.remaining > 0) throw new FrameError(`A record of kind ${kind} is longer than what it holds.`)
      reader.leave(outer)
    }
    reader.release()
  }

  private read(kind: number, reader: ByteReader, attachments: readonly ArrayBuffer[]): void {
    if (kind === record.tell) this.readTell(reader, attachments)
    else if (kind === record.ask) this.readAsk(reader, attachments)
    else if (kind === record.name) this.readName(reader)
    else if (kind > record.ask && kind <= LAST_KIND) this.readOther(kind, reader, attachments)
    else throw new FrameError(`A frame holds a record of an unknown kind (${kind}).`)
  }

  private readTell(reader: ByteReader, attachments: readonly ArrayBuffer[]): void {
    const uid = reader.varint()
    const name = this.nameOf(reader.varint())
    const flags = reader.u8()
    const ttl = readTtl(flags, reader)
    const payload = this.payload(flags, reader, attachments)
    try {
      this.receiver.tell(uid, name, flags, payload, ttl)
    } catch (error) {
      this.blame(error)
    }
  }

  private readAsk(reader: ByteReader, attachments: readonly ArrayBuffer[]): void {
    const uid = reader.varint()
    const name = this.nameOf(reader.varint())
    const flags = reader.u8()
    const ttl = readTtl(flags, reader)
    const correlation = reader.varint()
    const wait = waitOf(reader.varint())
    const chain = readChain(reader)
    const payload = this.payload(flags, reader, attachments)
    try {
      this.receiver.ask({ uid, name, flags, payload, correlation, chain, wait, ttl })
    } catch (error) {
      this.blame(error)
    }
  }

  /** What is wrong with the bytes ends the link; what is wrong with this side must not. */
  private blame(error: unknown): void {
    if (error instanceof FrameError) throw error
    this.onError(error)
  }

  private payload(flags: number, reader: ByteReader, attachments: readonly ArrayBuffer[]): unknown {
    const payload = this.values.decode(reader, attachments)
    if ((flags & SPREAD) !== 0 && !Array.isArray(payload))
      throw new FrameError('A frame holds a message of several arguments without their list.')
    return payload
  }

  private readName(reader: ByteReader): void {
    const number = reader.varint()
    const name = this.values.decode(reader)
    if (typeof name !== 'string' || number < 1 || number > this.names.length + 1) {
      throw new FrameError('A frame numbers a message name that makes no sense.')
    }
    this.names[number - 1] = name
  }

  private readOther(kind: number, reader: ByteReader, attachments: readonly ArrayBuffer[]): void {
    const first = reader.varint()
    const second = reader.varint()
    const value = this.values.decode(reader, attachments)
    try {
      this.receiver.other(kind, first, second, value)
    } catch (error) {
      this.blame(error)
    }
  }

  private nameOf(number: number): string {
    const name = this.names[number - 1]
    if (name === undefined)
      throw new FrameError('A frame holds the number of a message name that was never said.')
    return name
  }
}

/** How many milliseconds a message may wait for its actor. */
function readTtl(flags: number, reader: ByteReader): number | undefined {
  return (flags & EXPIRES) === 0 ? undefined : waitOf(reader.varint())
}

function readChain(reader: ByteReader): AskLink | undefined {
  const length = reader.varint()
  if (length === 0) return undefined
  if (length > LONGEST_CHAIN) throw new FrameError('A chain of asks in a frame is too long.')
  const links = Array.from({ length }, () => ({
    uid: reader.varint(),
    handling: reader.varint(),
    path: reader.string(),
  }))
  return links.reduceRight<AskLink | undefined>((before, link) => ({ ...link, before }), undefined)
}
