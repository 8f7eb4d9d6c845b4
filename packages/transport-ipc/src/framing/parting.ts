import { Buffer } from 'node:buffer'
import { inspect } from 'node:util'
import { PARTING_HEADER_BYTES, PARTING_MARK } from './frame-header.ts'

/** Characters. Four such texts fit into what 16 bits count, though JSON may write six bytes for a character. */
const LONGEST_TEXT = 2500

/** What a sender writes last: nothing but its mark in peace, the error where one ends it. */
export function parting(error: unknown): Uint8Array {
  const words = error === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(wordsOf(error)))
  const head = Buffer.alloc(PARTING_HEADER_BYTES)
  head[0] = PARTING_MARK
  head.writeUInt16BE(words.length, 1)
  return Buffer.concat([head, words])
}

/** The error that the words name; nothing where there are none. */
export function readWords(words: Uint8Array): Error | undefined {
  if (words.length === 0) return undefined
  const text = Buffer.from(words).toString()
  try {
    return errorOf(JSON.parse(text))
  } catch {
    return new Error(text)
  }
}

function wordsOf(error: unknown): Record<string, string> {
  if (!(error instanceof Error))
    return { message: shorten(typeof error === 'string' ? error : inspect(error)) }
  const { name, message, stack = '' } = error
  const code = 'code' in error ? { code: shorten(String(error.code)) } : {}
  return { name: shorten(name), message: shorten(message), stack: shorten(stack), ...code }
}

function shorten(text: string): string {
  return text.slice(0, LONGEST_TEXT)
}

function errorOf(words: unknown): Error {
  const error = new Error()
  for (const key of ['name', 'message', 'stack', 'code']) {
    const value: unknown = Reflect.get(Object(words), key)
    if (typeof value === 'string')
      Object.defineProperty(error, key, { value, configurable: true, writable: true })
  }
  return error
}
