import { inWords, wordsOf } from '../base/in-words.ts'
import * as troupeErrors from './errors.ts'

/** An error as plain data, for the way to another node. */
export interface ErrorData {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly cause: unknown
  /** Whether it is an answer, so that it stays one when the asker passes it on. */
  readonly rejection: boolean
  readonly properties: Readonly<Record<string, unknown>>
}

const DEEPEST_CAUSE = 16
const FORBIDDEN = new Set(['name', 'message', 'stack', 'cause', '__proto__', 'constructor', 'prototype'])

const languageErrors = [
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
  AggregateError,
]
const ownErrors = Object.values(troupeErrors).filter((value) => value.prototype instanceof Error)

/** The prototypes that an error gets back by its name; any other becomes an `Error` that keeps its name. */
const prototypes = new Map<string, object>(
  [...languageErrors, ...ownErrors].map((errorClass) => [errorClass.name, errorClass.prototype]),
)
const ownNames = new Set(ownErrors.map((errorClass) => errorClass.name))

/**
 * Takes an error apart. An error always gets through: of its own properties, those that `keep` throws for are
 * replaced by a description.
 *
 * @param keep makes one property's value sendable, or throws
 */
export function errorToData(error: Error, keep: (value: unknown) => unknown, depth = 0): ErrorData {
  try {
    return takeApart(error, keep, depth)
  } catch {
    // What throws when it is read, a getter for example, must not fail the one that has to tell of the error.
    return {
      name: 'Error',
      message: wordsOf(error),
      stack: undefined,
      cause: undefined,
      rejection: false,
      properties: {},
    }
  }
}

function takeApart(error: Error, keep: (value: unknown) => unknown, depth: number): ErrorData {
  const properties: Record<string, unknown> = {}
  for (const key of Object.keys(error)) {
    if (!FORBIDDEN.has(key)) properties[key] = kept(Reflect.get(error, key), keep)
  }
  if (error instanceof AggregateError) properties.errors = kept(error.errors, keep)
  return {
    name: String(error.name),
    message: String(error.message),
    stack: typeof error.stack === 'string' ? error.stack : undefined,
    cause: causeToData(error.cause, keep, depth),
    rejection: troupeErrors.isRejection(error),
    properties,
  }
}

function causeToData(cause: unknown, keep: (value: unknown) => unknown, depth: number): unknown {
  if (!(cause instanceof Error)) return cause === undefined ? undefined : { value: kept(cause, keep) }
  return depth < DEEPEST_CAUSE ? errorToData(cause, keep, depth + 1) : { value: inWords(cause) }
}

function kept(value: unknown, keep: (value: unknown) => unknown): unknown {
  try {
    return keep(value)
  } catch {
    return inWords(value)
  }
}

/** Builds the error that `data` was taken from, as far as this node knows its class. */
export function errorFromData(data: ErrorData): Error {
  const error = new Error(data.message)
  const prototype =
    prototypes.get(data.name) ?? (data.rejection ? troupeErrors.Rejection.prototype : undefined)
  if (prototype !== undefined) Object.setPrototypeOf(error, prototype)
  if (ownNames.has(data.name) || data.rejection) troupeErrors.brandError(error, data.name)
  else hide(error, 'name', data.name)
  if (data.rejection) troupeErrors.markRejection(error)
  hide(error, 'stack', data.stack ?? `${data.name}: ${data.message}`)
  const cause = causeFromData(data.cause)
  if (cause !== undefined) hide(error, 'cause', cause)
  for (const [key, value] of Object.entries(data.properties)) {
    if (FORBIDDEN.has(key)) continue
    Object.defineProperty(error, key, { value, enumerable: true, configurable: true, writable: true })
  }
  return error
}

function causeFromData(cause: unknown): unknown {
  if (isErrorData(cause)) return errorFromData(cause)
  return typeof cause === 'object' && cause !== null && 'value' in cause ? cause.value : undefined
}

/** Whether `value`, which came from another node, has the shape of {@link ErrorData}. */
export function isErrorData(value: unknown): value is ErrorData {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'message' in value &&
    typeof value.message === 'string' &&
    'properties' in value &&
    typeof value.properties === 'object' &&
    value.properties !== null
  )
}

function hide(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, configurable: true, writable: true })
}
