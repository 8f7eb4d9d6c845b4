import { FrameError } from '../../message/errors.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { tag } from './tag.ts'

/** How a reply goes over to another node, whose answer comes back under its number. */
export interface PassedReply {
  /** 0 where nobody waits for an answer. */
  readonly number: number
  /** Milliseconds that are left until whoever asked gives up. */
  readonly wait: number
  /** The message that is to be answered. */
  readonly name: string
}

/** Turns replies into numbers that one link knows, and numbers into replies. */
export interface ReplyCodec {
  pass(reply: object): PassedReply
  /** The value that held the reply was refused: nothing has been passed. */
  takeBack(number: number): void
  receive(passed: PassedReply): object
}

/** For bytes that do not go from node to node. */
export const noReplies: ReplyCodec = {
  pass: () => ({ number: 0, wait: 0, name: '' }),
  takeBack: () => {},
  receive() {
    throw new FrameError('A frame holds a reply where none can be.')
  },
}

export function writeReply(writer: ByteWriter, { number, wait, name }: PassedReply): void {
  writer.u8(tag.reply)
  writer.varint(number)
  writer.varint(wait)
  writer.string(name)
}

export function readReply(reader: ByteReader, replies: ReplyCodec): object {
  return replies.receive({ number: reader.varint(), wait: reader.varint(), name: reader.string() })
}
