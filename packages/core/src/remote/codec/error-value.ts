import { type ErrorData, errorFromData, isErrorData } from '../../message/error-data.ts'
import { FrameError } from '../../message/errors.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { defineField } from './field.ts'

const HAS_STACK = 1
const IS_REJECTION = 2
const CAUSE_IS_VALUE = 4
const CAUSE_IS_ERROR = 8
const MOST_CAUSES = 32

/** One value inside an error, encoded before it was certain that all of the error can be. */
export class EncodedPart {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

/**
 * Writes the data of an error, whose values are {@link EncodedPart}s, or strings where a value could not be sent.
 * The order is that in which `errorToData` meets them: a part may use a shape that an earlier one defined.
 */
export function writeErrorData(writer: ByteWriter, data: ErrorData): void {
  const { name, message, stack, cause } = data
  writer.u8(flagsOf(data))
  writer.string(name)
  writer.string(message)
  if (stack !== undefined) writer.string(stack)
  const properties = Object.entries(data.properties)
  writer.varint(properties.length)
  for (const [key, part] of properties) {
    writer.string(key)
    writePart(writer, part)
  }
  if (isErrorData(cause)) writeErrorData(writer, cause)
  else if (isValueCause(cause)) writePart(writer, cause.value)
}

function flagsOf({ stack, rejection, cause }: ErrorData): number {
  const causeFlag = isErrorData(cause) ? CAUSE_IS_ERROR : isValueCause(cause) ? CAUSE_IS_VALUE : 0
  return (stack === undefined ? 0 : HAS_STACK) | (rejection ? IS_REJECTION : 0) | causeFlag
}

function isValueCause(cause: unknown): cause is { readonly value: unknown } {
  return typeof cause === 'object' && cause !== null && 'value' in cause
}

function writePart(writer: ByteWriter, part: unknown): void {
  if (part instanceof EncodedPart) writer.raw(part.bytes)
  else writer.string(String(part))
}

/** @param item reads one of the values inside the error */
export function readError(reader: ByteReader, item: () => unknown): Error {
  return errorFromData(readErrorData(reader, item, 0))
}

function readErrorData(reader: ByteReader, item: () => unknown, depth: number): ErrorData {
  if (depth > MOST_CAUSES) throw new FrameError('An error in a frame has too many causes.')
  const flags = reader.u8()
  const name = reader.string()
  const message = reader.string()
  const stack = flags & HAS_STACK ? reader.string() : undefined
  const properties: Record<string, unknown> = {}
  for (let left = reader.count(2); left > 0; left--) defineField(properties, reader.string(), item())
  const cause = readCause(reader, item, flags, depth)
  return { name, message, stack, cause, rejection: (flags & IS_REJECTION) !== 0, properties }
}

function readCause(reader: ByteReader, item: () => unknown, flags: number, depth: number): unknown {
  if (flags & CAUSE_IS_ERROR) return readErrorData(reader, item, depth + 1)
  return flags & CAUSE_IS_VALUE ? { value: item() } : undefined
}
